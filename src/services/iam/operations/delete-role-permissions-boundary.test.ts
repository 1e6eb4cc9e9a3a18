import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testDeleteBoundary } from '../suites/attachments.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testDeleteBoundary(stack.client(IAM, { maxAttempts: 1 }), 'role');
