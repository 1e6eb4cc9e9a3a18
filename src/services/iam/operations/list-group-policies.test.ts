import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testListPolicies } from '../suites/inline-policies.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testListPolicies(stack.client(IAM, { maxAttempts: 1 }), 'group');
