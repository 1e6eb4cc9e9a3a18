import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('knows no export that was never made; what it shows is tested with ExportTableToPointInTime', async () => {
  await using fixture = await startDynamodb();
  for (const ExportArn of [
    'arn:aws:dynamodb:us-east-1:123456789012:table/Books/export/01695353076000-06e2188f',
    'arn:aws:dynamodb:us-east-1:123456789012:table/Books',
  ])
    await expect(fixture.dynamodb.describeExport({ ExportArn })).rejects.toMatchObject({
      name: 'ExportNotFoundException',
      message: `Export not found: ${ExportArn}`,
    });
});
