import { testDetachPolicy } from '../suites/attachments.ts';

testDetachPolicy('group');
