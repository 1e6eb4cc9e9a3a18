import { IAM } from '@aws-sdk/client-iam';
import { afterAll } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { testListTags } from '../suites/tags.ts';

const stack = await createStack();
afterAll(() => stack.stop());

testListTags(stack.client(IAM, { maxAttempts: 1 }), 'policy');
