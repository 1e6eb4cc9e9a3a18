import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';

async function withGroups(...names: string[]): Promise<LogsFixture> {
  const fixture = await startLogs();
  for (const name of names) await fixture.createStreams(name);
  return fixture;
}

const namesOf = (page: {
  logGroups?: { logGroupName?: string | undefined }[] | undefined;
}): unknown[] => (page.logGroups ?? []).map((group) => group.logGroupName);

it('lists groups in the order of names, by prefix or by part of the name', async () => {
  await using fixture = await withGroups(
    'b',
    '/aws/lambda/a',
    '/aws/lambda/ab',
    '/aws/lambda',
    'Z',
  );
  const { logs } = fixture;
  expect(namesOf(await logs.describeLogGroups({}))).toEqual([
    '/aws/lambda',
    '/aws/lambda/a',
    '/aws/lambda/ab',
    'Z',
    'b',
  ]);
  expect(namesOf(await logs.describeLogGroups({ logGroupNamePrefix: '/aws/lambda/a' }))).toEqual([
    '/aws/lambda/a',
    '/aws/lambda/ab',
  ]);
  const { logGroups } = await logs.describeLogGroups({ logGroupNamePattern: 'lambda/a' });
  expect(logGroups?.map((group) => Object.keys(group).toSorted())).toEqual([
    ['arn', 'creationTime', 'logGroupName'],
    ['arn', 'creationTime', 'logGroupName'],
  ]);
  const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:Z:*';
  expect(
    namesOf(
      await logs.describeLogGroups({ logGroupIdentifiers: ['b', 'nothing', arn.slice(0, -2)] }),
    ),
  ).toEqual(['Z', 'b']);
});

it('finds both cheaper classes by either', async () => {
  await using fixture = await withGroups('standard');
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'rare', logGroupClass: 'INFREQUENT_ACCESS' });
  await logs.createLogGroup({ logGroupName: 'lean', logGroupClass: 'ESSENTIALS' });
  expect(namesOf(await logs.describeLogGroups({ logGroupClass: 'STANDARD' }))).toEqual([
    'standard',
  ]);
  expect(namesOf(await logs.describeLogGroups({ logGroupClass: 'ESSENTIALS' }))).toEqual([
    'lean',
    'rare',
  ]);
});

it('pages without repeating, losing or ending on an empty page', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `g${index}`);
  await using fixture = await withGroups(...names, 'h');
  const pages = [];
  for await (const page of paginateDescribeLogGroups(
    { client: fixture.logs, pageSize: 2 },
    { logGroupNamePrefix: 'g' },
  )) {
    pages.push(namesOf(page));
  }
  expect(pages).toEqual([['g0', 'g1'], ['g2', 'g3'], ['g4', 'g5'], ['g6']]);
});

it('refuses what excludes each other, foreign tokens and linked accounts', async () => {
  await using fixture = await withGroups('g');
  const { logs } = fixture;
  await expect(
    logs.describeLogGroups({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /mutually exclusive/));
  await expect(logs.describeLogGroups({ includeLinkedAccounts: true })).rejects.toMatchObject(
    awsError('InvalidParameterException', /linked accounts/),
  );
  for (const nextToken of [
    'x',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('["groups",1]').toString('base64url'),
  ]) {
    await expect(logs.describeLogGroups({ nextToken })).rejects.toMatchObject(
      awsError('InvalidParameterException', 'The specified nextToken is invalid.'),
    );
  }
});
