import { testGetPolicy } from '../suites/inline-policies.ts';

testGetPolicy('group');
