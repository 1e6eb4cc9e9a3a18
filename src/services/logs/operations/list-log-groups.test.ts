import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('lists groups by pattern, class and tags', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({
    logGroupName: '/aws/lambda/a',
    tags: { team: 'payments', stage: 'dev' },
  });
  await logs.createLogGroup({ logGroupName: '/aws/lambda/b', tags: { team: 'search' } });
  await logs.createLogGroup({ logGroupName: 'other/aws', logGroupClass: 'INFREQUENT_ACCESS' });
  const names = async (input: Parameters<typeof logs.listLogGroups>[0]): Promise<unknown[]> =>
    ((await logs.listLogGroups(input)).logGroups ?? []).map((group) => group.logGroupName);

  expect((await logs.listLogGroups({ limit: 1 })).logGroups).toEqual([
    {
      logGroupName: '/aws/lambda/a',
      logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/a',
      logGroupClass: 'STANDARD',
    },
  ]);
  expect(await names({ logGroupNamePattern: '^/aws' })).toEqual(['/aws/lambda/a', '/aws/lambda/b']);
  expect(await names({ logGroupNamePattern: 'da/b|other' })).toEqual([
    '/aws/lambda/b',
    'other/aws',
  ]);
  expect(await names({ logGroupClass: 'INFREQUENT_ACCESS' })).toEqual(['other/aws']);
  expect(await names({ logGroupTags: [{ key: 'team' }] })).toEqual([
    '/aws/lambda/a',
    '/aws/lambda/b',
  ]);
  expect(await names({ logGroupTags: [{ key: 'team', values: ['pay*', 'x'] }] })).toEqual([
    '/aws/lambda/a',
  ]);
  expect(await names({ logGroupTags: [{ key: 'team', values: ['!pay*'] }] })).toEqual([
    '/aws/lambda/b',
  ]);
});

it('refuses what Brume does not have', async () => {
  await using fixture = await startLogs();
  await expect(fixture.logs.listLogGroups({ fieldIndexNames: ['a'] })).rejects.toMatchObject(
    awsError('NotImplemented', /fieldIndexNames/),
  );
});
