import { buffer } from 'node:stream/consumers';
import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import type { Event } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import yazl from 'yazl';
import { startS3 } from '../fixture.ts';

const { s3, bucket, stack } = await startS3();
const lambda = stack.client(Lambda);

/** What functions report, in order of arrival. */
const arrived: unknown[] = [];
const waiting: ((report: unknown) => void)[] = [];
const inbox = createServer(async (request, response) => {
  const report: unknown = JSON.parse(await text(request));
  response.end();
  const take = waiting.shift();
  if (take) take(report);
  else arrived.push(report);
});
inbox.listen(0, '127.0.0.1');
await once(inbox, 'listening');
afterAll(() => inbox.close());
const { port } = inbox.address() as AddressInfo;

const next = (): Promise<unknown> =>
  arrived.length > 0
    ? Promise.resolve(arrived.shift())
    : new Promise((resolve) => {
        waiting.push(resolve);
      });

const zip = new yazl.ZipFile();
zip.addBuffer(
  Buffer.from(`exports.handler = async (event) => {
  await fetch('http://127.0.0.1:${port}', { method: 'POST', body: JSON.stringify(event) });
};`),
  'index.js',
);
zip.end();
const { FunctionArn } = await lambda.createFunction({
  FunctionName: 'reporter',
  Runtime: 'nodejs24.x',
  Role: 'arn:aws:iam::123456789012:role/r',
  Handler: 'index.handler',
  Timeout: 30,
  Code: { ZipFile: await buffer(zip.outputStream) },
});
await waitUntilFunctionActiveV2(
  { client: lambda, maxWaitTime: 30, minDelay: 0.02, maxDelay: 0.1 },
  { FunctionName: 'reporter' },
);
await lambda.addPermission({
  FunctionName: 'reporter',
  StatementId: 's3',
  Action: 'lambda:InvokeFunction',
  Principal: 's3.amazonaws.com',
  SourceAccount: stack.account,
});

async function watched(Events: Event[], filter: { prefix?: string; suffix?: string } = {}) {
  const Bucket = await bucket({ versioned: true });
  await s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          Id: 'watch',
          LambdaFunctionArn: FunctionArn,
          Events,
          Filter: {
            Key: {
              FilterRules: Object.entries(filter).map(([Name, Value]) => ({
                Name: Name as 'prefix',
                Value,
              })),
            },
          },
        },
      ],
    },
  });
  return Bucket;
}

interface Record {
  eventName: string;
  s3: { object: { key: string; sequencer: string; size?: number; versionId?: string } };
}
const nextRecord = async (): Promise<Record> =>
  ((await next()) as { Records: Record[] }).Records[0]!;

it('runs the function with the exact record', async () => {
  const Bucket = await watched(['s3:ObjectCreated:*'], { prefix: 'uploads/', suffix: '.jpg' });
  await s3.putObject({ Bucket, Key: 'other.jpg', Body: 'x' });
  await s3.putObject({ Bucket, Key: 'uploads/text.txt', Body: 'x' });
  const Key = 'uploads/my photo+é(1).jpg';
  const { VersionId, $metadata } = await s3.putObject({ Bucket, Key, Body: 'hello' });
  expect(await next()).toEqual({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:123456789012' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': $metadata.requestId,
          'x-amz-id-2': expect.any(String),
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'watch',
          bucket: {
            name: Bucket,
            ownerIdentity: { principalId: expect.any(String) },
            arn: `arn:aws:s3:::${Bucket}`,
          },
          object: {
            key: 'uploads/my+photo%2B%C3%A9%281%29.jpg',
            size: 5,
            eTag: '5d41402abc4b2a76b9719d911017c592',
            versionId: VersionId,
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ],
  });
}, 60_000);

it('tells copies, uploads in parts, deletions and tags apart', async () => {
  const Bucket = await watched(['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*']);
  const seen: [string, string][] = [];
  const see = async (): Promise<void> => {
    const record = await nextRecord();
    seen.push([record.eventName, record.s3.object.key]);
  };
  const { VersionId } = await s3.putObject({ Bucket, Key: 'a', Body: 'x' });
  await see();
  await s3.copyObject({ Bucket, Key: 'b', CopySource: `${Bucket}/a` });
  await see();
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'c' });
  const { ETag } = await s3.uploadPart({ Bucket, Key: 'c', UploadId, PartNumber: 1, Body: 'x' });
  await s3.completeMultipartUpload({
    Bucket,
    Key: 'c',
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: ETag! }] },
  });
  await see();
  await s3.putObjectTagging({ Bucket, Key: 'b', Tagging: { TagSet: [] } });
  await see();
  await s3.deleteObject({ Bucket, Key: 'a' });
  await see();
  await s3.deleteObject({ Bucket, Key: 'a', VersionId: VersionId! });
  await see();
  expect(seen).toEqual([
    ['ObjectCreated:Put', 'a'],
    ['ObjectCreated:Copy', 'b'],
    ['ObjectCreated:CompleteMultipartUpload', 'c'],
    ['ObjectTagging:Put', 'b'],
    ['ObjectRemoved:DeleteMarkerCreated', 'a'],
    ['ObjectRemoved:Delete', 'a'],
  ]);
}, 60_000);

it('drops an event whose function is gone, and delivers the next', async () => {
  const Bucket = await watched(['s3:ObjectCreated:Put']);
  await s3.putBucketNotificationConfiguration({
    Bucket,
    SkipDestinationValidation: true,
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          LambdaFunctionArn: `${FunctionArn}-gone`,
          Events: ['s3:ObjectCreated:Put'],
          Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'lost/' }] } },
        },
        {
          LambdaFunctionArn: FunctionArn,
          Events: ['s3:ObjectCreated:Put'],
          Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'found/' }] } },
        },
      ],
    },
  });
  await s3.putObject({ Bucket, Key: 'lost/a', Body: 'x' });
  await s3.putObject({ Bucket, Key: 'found/a', Body: 'x' });
  expect((await nextRecord()).s3.object.key).toBe('found/a');
}, 60_000);
