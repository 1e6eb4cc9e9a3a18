import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('knows no import that was never made; what it shows is tested with ImportTable', async () => {
  await using fixture = await startDynamodb();
  const ImportArn =
    'arn:aws:dynamodb:us-east-1:123456789012:table/Books/import/01695353076000-06e2188f';
  await expect(fixture.dynamodb.describeImport({ ImportArn })).rejects.toMatchObject({
    name: 'ImportNotFoundException',
    message: `Import not found: ${ImportArn}`,
  });
});
