import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('finds none', async () => {
  await using fixture = await startDynamodb();
  await expect(
    fixture.dynamodb.describeGlobalTable({ GlobalTableName: 'Tab' }),
  ).rejects.toMatchObject({ name: 'GlobalTableNotFoundException' });
});
