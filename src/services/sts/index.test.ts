import { STS } from '@aws-sdk/client-sts';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';

const stack = await createStack();
const sts = stack.client(STS, { maxAttempts: 1 });
afterAll(() => stack.stop());

test.each([
  ['DecodeAuthorizationMessage', () => sts.decodeAuthorizationMessage({ EncodedMessage: 'x' })],
  ['GetFederationToken', () => sts.getFederationToken({ Name: 'someone' })],
])('%s answers that it is not there', async (_name, call) => {
  await expect(call()).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501 },
  });
});
