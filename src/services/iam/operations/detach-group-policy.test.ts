import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testDetachPolicy } from '../suites/attachments.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testDetachPolicy(stack.client(IAM, { maxAttempts: 1 }), 'group');
