import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { signRequest } from '../protocol/sigv4/sign.ts';
import { createStack } from './create-stack.ts';

const stack = await createStack({ iam: 'enforce' });
afterAll(() => stack.stop());

/** @returns the code of the error, or the status */
async function reset(keys?: { accessKeyId: string; secretAccessKey: string }): Promise<unknown> {
  const { host } = new URL(stack.endpoint);
  const headers = keys
    ? signRequest({
        request: { method: 'POST', path: '/_brume/reset', query: '', headers: { host } },
        body: '',
        credentials: keys,
        region: 'us-east-1',
        service: 'brume',
        nowEpochMs: stack.clock.now(),
      })
    : {};
  const answer = await fetch(`${stack.endpoint}/_brume/reset`, { method: 'POST', headers });
  const { error } = (await answer.json()) as { error?: { code: string } };
  return error?.code ?? answer.status;
}

test('what changes Brume wants the signature of the root where IAM is enforced', async () => {
  const iam = stack.client(IAM);
  await iam.createUser({ UserName: 'anna' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'anna' });
  const anna = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  expect(await reset()).toBe('ERR_NOT_ROOT');
  expect(await reset({ accessKeyId: 'test', secretAccessKey: 'wrong' })).toBe('ERR_NOT_ROOT');
  expect(await reset(anna)).toBe('ERR_NOT_ROOT');
  for (const path of ['/_brume/clock', '/_brume/stop', '/_localstack/state/reset', '/_brume/x'])
    expect((await fetch(stack.endpoint + path, { method: 'POST' })).status).toBe(403);
  expect((await iam.listUsers({})).Users).toHaveLength(1);
  expect(await reset({ accessKeyId: 'test', secretAccessKey: 'test' })).toBe(200);
  expect((await iam.listUsers({})).Users).toHaveLength(0);
});

test('what only tells wants none', async () => {
  expect((await fetch(`${stack.endpoint}/_brume/info`)).status).toBe(200);
});
