import { testListPolicies } from '../suites/inline-policies.ts';

testListPolicies('user');
