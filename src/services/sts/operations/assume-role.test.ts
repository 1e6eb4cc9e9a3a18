import { createHash } from 'node:crypto';
import { IAM } from '@aws-sdk/client-iam';
import { type Credentials, STS } from '@aws-sdk/client-sts';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const sts = stack.client(STS);
afterAll(() => stack.stop());

const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const role = {
  RoleArn: 'arn:aws:iam::123456789012:role/lambda-execution-role',
  RoleSessionName: 'me',
};

type Issued = Credentials;

const toClient = (issued: Issued | undefined): { credentials: object } => ({
  credentials: {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken,
  },
});

describe('errors', () => {
  test.each(['arn:aws:iam::123456789012:user/someone', 'arn:aws:iam::12:role/nobody'])(
    '%s is not a role',
    async (RoleArn) => {
      await expect(sts.assumeRole({ ...role, RoleArn })).rejects.toMatchObject({
        name: 'ValidationError',
        message: `${RoleArn} is invalid`,
      });
    },
  );

  test('longer than the role allows', async () => {
    const iam = stack.client(IAM);
    const { Role } = await iam.createRole({ RoleName: 'short', AssumeRolePolicyDocument: TRUST });
    const input = { ...role, RoleArn: Role?.Arn, DurationSeconds: 3601 };
    await expect(sts.assumeRole(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  test('a session policy that is none', async () => {
    await expect(sts.assumeRole({ ...role, Policy: '{}' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  test('more than can be packed', async () => {
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `key${i}`, Value: noise(i) }));
    await expect(sts.assumeRole({ ...role, Tags })).rejects.toMatchObject({
      name: 'PackedPolicyTooLargeException',
    });
  });
});

describe('behaviour', () => {
  test('the credentials act as the session', async () => {
    const answer = await sts.assumeRole(role);
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const identity = await stack.client(STS, toClient(answer.Credentials)).getCallerIdentity({});
    expect(identity).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/lambda-execution-role/me',
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
  });

  test('a known role gives its id; a role of another account, that account', async () => {
    const iam = stack.client(IAM, {
      credentials: { accessKeyId: '210987654321', secretAccessKey: 'x' },
    });
    const input = { RoleName: 'there', Path: '/p/', AssumeRolePolicyDocument: TRUST };
    const { Role } = await iam.createRole(input);
    const answer = await sts.assumeRole({ ...role, RoleArn: Role?.Arn });
    const identity = await stack.client(STS, toClient(answer.Credentials)).getCallerIdentity({});
    expect(identity).toMatchObject({
      Account: '210987654321',
      Arn: 'arn:aws:sts::210987654321:assumed-role/there/me',
      UserId: `${Role?.RoleId}:me`,
    });
  });

  test('they expire by the virtual clock', async () => {
    const answer = await sts.assumeRole({ ...role, DurationSeconds: 900 });
    const session = stack.client(STS, toClient(answer.Credentials));
    await stack.clock.advance(890_000);
    await session.getCallerIdentity({});
    await stack.clock.advance(11_000);
    await expect(session.getCallerIdentity({})).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('says how full the packed policy is', async () => {
    const Policy = POLICY;
    const answer = await sts.assumeRole({ ...role, Policy, SourceIdentity: 'alice' });
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    expect(answer.SourceIdentity).toBe('alice');
  });
});

describe('edge', () => {
  test("a session key without its token, or with another, is nobody's", async () => {
    const { Credentials } = await sts.assumeRole(role);
    for (const SessionToken of [undefined, 'other']) {
      const thief = stack.client(STS, toClient({ ...Credentials, SessionToken } as Issued));
      await expect(thief.getCallerIdentity({})).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
      });
    }
  });

  test('a session may assume a role for an hour at most', async () => {
    const { Credentials } = await sts.assumeRole(role);
    const session = stack.client(STS, toClient(Credentials));
    await expect(session.assumeRole({ ...role, DurationSeconds: 3601 })).rejects.toThrow(
      /role chaining/,
    );
    await session.assumeRole({ ...role, DurationSeconds: 3600 });
  });
});

/** 200 characters that do not compress. */
function noise(seed: number): string {
  let text = '';
  for (let round = 0; text.length < 200; round++) {
    text += createHash('sha256').update(`${seed}/${round}`).digest('hex');
  }
  return text.slice(0, 200);
}
