import { testDetachPolicy } from '../suites/attachments.ts';

testDetachPolicy('user');
