import { testDeletePolicy } from '../suites/inline-policies.ts';

testDeletePolicy('role');
