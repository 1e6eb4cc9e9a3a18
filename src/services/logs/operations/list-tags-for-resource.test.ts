import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('lists the tags of a group', async () => {
  await using fixture = await startLogs();
  await fixture.logs.createLogGroup({ logGroupName: '/a/b' });
  const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/a/b';
  expect((await fixture.logs.listTagsForResource({ resourceArn })).tags).toEqual({});
  await expect(
    fixture.logs.listTagsForResource({ resourceArn: `${resourceArn}/c` }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
