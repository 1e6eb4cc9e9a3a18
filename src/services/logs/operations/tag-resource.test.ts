import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:g';

it('adds and replaces tags', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'g', tags: { a: '1', b: '1' } });
  await logs.tagResource({ resourceArn: ARN, tags: { b: '2', c: '' } });
  expect((await logs.listTagsForResource({ resourceArn: ARN })).tags).toEqual({
    a: '1',
    b: '2',
    c: '',
  });
});

it('refuses more than 50 tags, unknown groups and what is no ARN', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  const many = (prefix: string, count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, '']));
  await logs.createLogGroup({ logGroupName: 'g', tags: many('a', 40) });
  await expect(logs.tagResource({ resourceArn: ARN, tags: many('b', 11) })).rejects.toMatchObject({
    ...awsError('TooManyTagsException', /50/),
    resourceName: ARN,
  });
  await logs.tagResource({ resourceArn: ARN, tags: many('b', 10) });
  await expect(
    logs.tagResource({ resourceArn: `${ARN}x`, tags: { a: 'b' } }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await expect(logs.tagResource({ resourceArn: 'g', tags: { a: 'b' } })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});
