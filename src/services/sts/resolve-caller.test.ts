import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../engine/open.ts';
import { createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { createStack, type Stack } from '../../stack/create-stack.ts';
import { makeAccessKeyId } from '../access-key-id.ts';
import { type Credential, SESSION_TOKEN_PREFIX, writeCredential } from '../credentials.ts';
import { createStore } from '../store.ts';
import { createCallerResolver } from './resolve-caller.ts';

const clock = createClock({ frozen: true });
const ids = createIds();
const log = createLogger({ sink: () => {}, now: clock.now });
const engine = await openEngine({ clock, ids, log });
const resolver = createCallerResolver({ engine, clock, defaultAccount: '123456789012' });
const store = createStore(engine, '123456789012', 'us-east-1');
afterAll(async () => {
  resolver.close();
  await engine.close();
});

const account = '123456789012';
const user: Credential = {
  secretAccessKey: 's3cret',
  account,
  arn: `arn:aws:iam::${account}:user/u`,
  userId: 'AIDAEXAMPLE',
  active: true,
};
const write = (id: string, credential: Credential | undefined): Promise<void> =>
  store.transact([], (tx) => writeCredential(tx, id, credential));

describe('one key after another', () => {
  test('a key that is created after it was first seen is known at once, and so is its end', async () => {
    const id = makeAccessKeyId('AKIA', account, ids);
    expect((await resolver.resolve(id, undefined)).caller.arn).toBe(`arn:aws:iam::${account}:root`);
    await write(id, user);
    expect(await resolver.resolve(id, undefined)).toMatchObject({
      caller: { arn: user.arn, userId: user.userId, accessKeyId: id },
      secretAccessKey: 's3cret',
    });
    await write(id, { ...user, active: false });
    await expect(async () => resolver.resolve(id, undefined)).rejects.toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    });
    await write(id, undefined);
    expect((await resolver.resolve(id, undefined)).secretAccessKey).toBeUndefined();
  });

  test('a key seen before is answered without waiting', async () => {
    const id = makeAccessKeyId('AKIA', account, ids);
    await write(id, user);
    await resolver.resolve(id, undefined);
    expect(resolver.resolve(id, undefined)).not.toBeInstanceOf(Promise);
  });

  test.each(['', 'test', 'x'.repeat(100_000), '__proto__', 'AKIA', '12345678901'])(
    'no key of ours needs no lookup: %.20s',
    (id) => {
      expect(resolver.resolve(id, undefined)).toMatchObject({ caller: { account } });
    },
  );

  test('a session of ours that is gone does not become root; a foreign token does not matter', () => {
    const own = () => resolver.resolve('whatever', `${SESSION_TOKEN_PREFIX}abc`);
    expect(own).toThrow('The security token included in the request is invalid.');
    expect(resolver.resolve('whatever', 'IQoJb3JpZ2luX2Vj')).toMatchObject({ caller: { account } });
  });
});

describe('with a stack around it', () => {
  const identify = async (stack: Stack, key: AssumedKey): Promise<string | undefined> => {
    const credentials = {
      accessKeyId: key.AccessKeyId ?? '',
      secretAccessKey: key.SecretAccessKey ?? '',
      sessionToken: key.SessionToken,
    };
    return (await stack.client(STS, { credentials }).getCallerIdentity({})).Arn;
  };

  const issue = async (stack: Stack): Promise<{ session: AssumedKey; key: AssumedKey }> => {
    const RoleArn = 'arn:aws:iam::123456789012:role/lambda-role';
    const answer = await stack.client(STS).assumeRole({ RoleArn, RoleSessionName: 'me' });
    const iam = stack.client(IAM);
    await iam.createUser({ UserName: 'u' });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
    return { session: answer.Credentials ?? {}, key: AccessKey ?? {} };
  };

  test('sessions and keys outlive a restart', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'brume-'));
    try {
      const before = await createStack({ stateDir });
      const { session, key } = await issue(before);
      await before.stop();
      await using stack = await createStack({ stateDir });
      expect(await identify(stack, session)).toBe(
        'arn:aws:sts::123456789012:assumed-role/lambda-role/me',
      );
      expect(await identify(stack, key)).toBe('arn:aws:iam::123456789012:user/u');
    } finally {
      await rm(stateDir, { recursive: true });
    }
  });

  test('they end with a reset', async () => {
    await using stack = await createStack();
    const { session, key } = await issue(stack);
    expect(await identify(stack, key)).toBe('arn:aws:iam::123456789012:user/u');
    await stack.reset();
    expect(await identify(stack, key)).toBe('arn:aws:iam::123456789012:root');
    await expect(identify(stack, session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

interface AssumedKey {
  AccessKeyId?: string | undefined;
  SecretAccessKey?: string | undefined;
  SessionToken?: string | undefined;
}
