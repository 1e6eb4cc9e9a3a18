import { expect, it } from 'vitest';
import { startLogs } from '../fixture.ts';

it('removes tags and passes over those that are not there', async () => {
  await using fixture = await startLogs();
  const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:g';
  await fixture.logs.createLogGroup({ logGroupName: 'g', tags: { a: '1', b: '1' } });
  await fixture.logs.untagResource({ resourceArn, tagKeys: ['a', 'x'] });
  expect((await fixture.logs.listTagsForResource({ resourceArn })).tags).toEqual({ b: '1' });
});
