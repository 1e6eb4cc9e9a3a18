import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testDeletePolicy } from '../suites/inline-policies.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testDeletePolicy(stack.client(IAM, { maxAttempts: 1 }), 'role');
