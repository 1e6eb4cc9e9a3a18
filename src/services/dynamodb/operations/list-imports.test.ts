import { expect, it } from 'vitest';
import { startDynamodb, toKeySchema } from '../fixture.ts';

it('lists the newest first, by pages', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  const arns: string[] = [];
  for (const TableName of ['one', 'two', 'three']) {
    await stack.clock.advance(1000);
    const { ImportTableDescription } = await dynamodb.importTable({
      S3BucketSource: { S3Bucket: 'nowhere' },
      InputFormat: 'CSV',
      TableCreationParameters: {
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: toKeySchema(['id']),
      },
    });
    arns.unshift(ImportTableDescription!.ImportArn!);
  }
  const first = await dynamodb.listImports({ PageSize: 2 });
  expect(first.ImportSummaryList!.map((each) => each.ImportArn)).toEqual(arns.slice(0, 2));
  const rest = await dynamodb.listImports({ PageSize: 2, NextToken: first.NextToken });
  expect(rest.ImportSummaryList!.map((each) => each.ImportArn)).toEqual(arns.slice(2));
});
