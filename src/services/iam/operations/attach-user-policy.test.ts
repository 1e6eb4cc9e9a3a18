import { testAttachPolicy } from '../suites/attachments.ts';

testAttachPolicy('user');
