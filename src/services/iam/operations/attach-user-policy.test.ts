import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testAttachPolicy } from '../suites/attachments.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testAttachPolicy(stack.client(IAM, { maxAttempts: 1 }), 'user');
