import { testDeleteBoundary } from '../suites/attachments.ts';

testDeleteBoundary('user');
