import { testListAttachedPolicies } from '../suites/attachments.ts';

testListAttachedPolicies('role');
