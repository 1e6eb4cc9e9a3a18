import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testUntag } from '../suites/tags.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testUntag(stack.client(IAM, { maxAttempts: 1 }), 'instanceProfile');
