import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('lists the newest first, by pages, of all tables or one', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  const arns: string[] = [];
  for (const name of ['one', 'two', 'one']) {
    await stack.clock.advance(1000);
    if (arns.length < 2) await fixture.createTable(name, ['id']);
    await dynamodb.updateContinuousBackups({
      TableName: name,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const { ExportDescription } = await dynamodb.exportTableToPointInTime({
      TableArn: `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`,
      S3Bucket: 'nowhere',
    });
    arns.unshift(ExportDescription!.ExportArn!);
  }
  const first = await dynamodb.listExports({ MaxResults: 2 });
  expect(first.ExportSummaries!.map((each) => each.ExportArn)).toEqual(arns.slice(0, 2));
  const rest = await dynamodb.listExports({ MaxResults: 2, NextToken: first.NextToken });
  expect(rest.ExportSummaries!.map((each) => each.ExportArn)).toEqual(arns.slice(2));
  expect(rest.NextToken).toBeUndefined();
  const TableArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/one';
  expect((await dynamodb.listExports({ TableArn })).ExportSummaries).toHaveLength(2);
});
