import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, START_EPOCH_MS, startDynamodb } from '../fixture.ts';

const TableArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/Books';
const now = new Date(START_EPOCH_MS);

let fixture: DynamodbFixture;
let s3: S3;
beforeAll(async () => {
  fixture = await startDynamodb();
  s3 = fixture.stack.client(S3);
  await s3.createBucket({ Bucket: 'exports' });
  await fixture.createTable('Books', ['id']);
});
afterAll(() => fixture[Symbol.asyncDispose]());

const read = async (Key: string): Promise<Buffer> => {
  const { Body } = await s3.getObject({ Bucket: 'exports', Key });
  return Buffer.from(await Body!.transformToByteArray());
};

it('refuses what cannot be exported', async () => {
  const { dynamodb } = fixture;
  const request = { TableArn, S3Bucket: 'exports' };
  await expect(
    dynamodb.exportTableToPointInTime({ ...request, TableArn: `${TableArn}2` }),
  ).rejects.toMatchObject({ name: 'TableNotFoundException' });
  await expect(dynamodb.exportTableToPointInTime(request)).rejects.toMatchObject({
    name: 'PointInTimeRecoveryUnavailableException',
    message: "Point in time recovery is not enabled for table 'Books'",
  });
  await expect(
    dynamodb.exportTableToPointInTime({ ...request, ExportTime: new Date(START_EPOCH_MS + 1000) }),
  ).rejects.toMatchObject({ name: 'InvalidExportTimeException' });
  for (const unbuilt of [
    { ExportFormat: 'ION' as const },
    { ExportType: 'INCREMENTAL_EXPORT' as const },
    { ExportTime: new Date(START_EPOCH_MS - 1000) },
  ])
    await expect(
      dynamodb.exportTableToPointInTime({ ...request, ...unbuilt }),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
});

it('writes the items and the manifests as AWS lays them out', async () => {
  const { dynamodb } = fixture;
  await dynamodb.updateContinuousBackups({
    TableName: 'Books',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const items = ['a', 'b', 'ü'].map((id) => ({
    id: { S: id },
    price: { N: '1.5' },
    raw: { B: Uint8Array.of(0, 255) },
    tags: { SS: ['x', 'line\nbreak'] },
  }));
  for (const Item of items) await dynamodb.putItem({ TableName: 'Books', Item });
  const request = { TableArn, S3Bucket: 'exports', S3Prefix: '2026-Jan', ClientToken: 'once' };
  const { ExportDescription: begun } = await dynamodb.exportTableToPointInTime(request);
  expect(begun).toMatchObject({ ExportStatus: 'IN_PROGRESS', TableArn, ExportTime: now });
  const { ExportArn } = begun!;
  await expect
    .poll(async () => (await dynamodb.describeExport({ ExportArn })).ExportDescription)
    .toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 3, ExportType: 'FULL_EXPORT' });
  const { ExportDescription: done } = await dynamodb.describeExport({ ExportArn });
  const folder = `2026-Jan/AWSDynamoDB/${ExportArn!.split('/').at(-1)}`;
  expect(done!.ExportManifest).toBe(`${folder}/manifest-summary.json`);
  const manifest = await read(done!.ExportManifest!);
  expect(JSON.parse(manifest.toString())).toEqual({
    version: '2020-06-30',
    exportArn: ExportArn,
    startTime: now.toISOString(),
    endTime: now.toISOString(),
    tableArn: TableArn,
    tableId: done!.TableId,
    exportTime: now.toISOString(),
    s3Bucket: 'exports',
    s3Prefix: '2026-Jan',
    s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null,
    manifestFilesS3Key: `${folder}/manifest-files.json`,
    billedSizeBytes: done!.BilledSizeBytes,
    itemCount: 3,
    outputFormat: 'DYNAMODB_JSON',
  });
  const md5 = createHash('md5').update(manifest).digest('base64');
  expect((await read(`${folder}/manifest-summary.checksum`)).toString()).toBe(md5);
  const files = (await read(`${folder}/manifest-files.json`)).toString().trim().split('\n');
  const { dataFileS3Key, itemCount } = JSON.parse(files[0]!) as Record<string, string>;
  expect([files.length, itemCount]).toEqual([1, 3]);
  expect(dataFileS3Key).toMatch(/\/data\/[a-z0-9]{26}\.json\.gz$/);
  const lines = gunzipSync(await read(dataFileS3Key!))
    .toString()
    .trim()
    .split('\n');
  expect(
    lines.map((line) => JSON.parse(line)).toSorted((a, b) => (a.Item.id.S < b.Item.id.S ? -1 : 1)),
  ).toEqual(items.map((each) => ({ Item: { ...each, raw: { B: 'AP8=' } } })));
  const again = await dynamodb.exportTableToPointInTime(request);
  expect(again.ExportDescription!.ExportArn).toBe(ExportArn);
  await expect(
    dynamodb.exportTableToPointInTime({ ...request, S3Prefix: 'other' }),
  ).rejects.toMatchObject({ name: 'ExportConflictException' });
});

it('says why it failed', async () => {
  const { dynamodb } = fixture;
  const { ExportDescription: begun } = await dynamodb.exportTableToPointInTime({
    TableArn,
    S3Bucket: 'nowhere',
  });
  const { ExportArn } = begun!;
  await expect
    .poll(async () => (await dynamodb.describeExport({ ExportArn })).ExportDescription)
    .toMatchObject({
      ExportStatus: 'FAILED',
      FailureCode: 'S3NoSuchBucket',
      FailureMessage: 'The specified bucket does not exist',
    });
});
