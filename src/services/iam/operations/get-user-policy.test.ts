import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testGetPolicy } from '../suites/inline-policies.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testGetPolicy(stack.client(IAM, { maxAttempts: 1 }), 'user');
