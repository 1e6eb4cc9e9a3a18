import { testPutBoundary } from '../suites/attachments.ts';

testPutBoundary('role');
