import { testPutPolicy } from '../suites/inline-policies.ts';

testPutPolicy('user');
