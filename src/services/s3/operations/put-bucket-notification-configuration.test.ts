import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { Lambda } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import yazl from 'yazl';
import { buffer } from 'node:stream/consumers';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, stack } = await startS3();
const lambda = stack.client(Lambda);
const zip = new yazl.ZipFile();
zip.addBuffer(Buffer.from('exports.handler = async () => {};'), 'index.js');
zip.end();
const { FunctionArn: target = '' } = await lambda.createFunction({
  FunctionName: 'target',
  Runtime: 'nodejs24.x',
  Role: 'arn:aws:iam::123456789012:role/r',
  Handler: 'index.handler',
  Code: { ZipFile: await buffer(zip.outputStream) },
});

const put = (Bucket: string, NotificationConfiguration: NotificationConfiguration) =>
  s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
const toTarget = (more: object = {}): NotificationConfiguration => ({
  LambdaFunctionConfigurations: [
    { LambdaFunctionArn: target, Events: ['s3:ObjectCreated:*'], ...more },
  ],
});

it('wants a function that exists and lets S3 run it for this bucket', async () => {
  const Bucket = await bucket();
  const denied = s3Fault('InvalidArgument', 400, {
    message: 'Unable to validate the following destination configurations',
  });
  await expect(
    put(Bucket, toTarget({ LambdaFunctionArn: `${target}-absent` })),
  ).rejects.toMatchObject(denied);
  await expect(put(Bucket, toTarget())).rejects.toMatchObject(denied);
  const allow = (StatementId: string, SourceArn: string) =>
    lambda.addPermission({
      FunctionName: 'target',
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn,
      SourceAccount: stack.account,
    });
  await allow('other', 'arn:aws:s3:::another-bucket');
  await expect(put(Bucket, toTarget())).rejects.toMatchObject(denied);
  await allow('this', `arn:aws:s3:::${Bucket}`);
  await put(Bucket, toTarget());
  const kept = await s3.getBucketNotificationConfiguration({ Bucket });
  expect(kept.LambdaFunctionConfigurations).toEqual([
    { Id: expect.any(String), LambdaFunctionArn: target, Events: ['s3:ObjectCreated:*'] },
  ]);
  await put(Bucket, {});
  expect(
    (await s3.getBucketNotificationConfiguration({ Bucket })).LambdaFunctionConfigurations,
  ).toBeUndefined();
});

it.each([
  ['an event that never was', { Events: ['s3:ObjectEaten'] }],
  [
    'a filter on something else',
    { Filter: { Key: { FilterRules: [{ Name: 'infix', Value: 'x' }] } } },
  ],
  [
    'one filter twice',
    {
      Filter: {
        Key: {
          FilterRules: [
            { Name: 'prefix', Value: 'x' },
            { Name: 'Prefix', Value: 'y' },
          ],
        },
      },
    },
  ],
  ['a name that is no function', { LambdaFunctionArn: 'arn:aws:sqs:us-east-1:1:q' }],
  ['another region', { LambdaFunctionArn: target.replace('us-east-1', 'eu-west-1') }],
])('refuses %s', async (_what, more) => {
  const Bucket = await bucket();
  await expect(put(Bucket, toTarget(more))).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});

it('refuses two targets for one event', async () => {
  const Bucket = await bucket();
  const two = (first: object, second: object): NotificationConfiguration => ({
    LambdaFunctionConfigurations: [
      { LambdaFunctionArn: target, Events: ['s3:ObjectCreated:*'], ...first },
      { LambdaFunctionArn: target, Events: ['s3:ObjectCreated:Put'], ...second },
    ],
  });
  const filter = (...rules: [string, string][]) => ({
    Filter: {
      Key: { FilterRules: rules.map(([Name, Value]) => ({ Name: Name as 'prefix', Value })) },
    },
  });
  await expect(put(Bucket, two({}, {}))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
  });
  await expect(
    put(Bucket, two(filter(['prefix', 'a/']), filter(['prefix', 'a/b']))),
  ).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: expect.stringContaining('ambiguously'),
  });
  await s3.putBucketNotificationConfiguration({
    Bucket,
    SkipDestinationValidation: true,
    NotificationConfiguration: two(filter(['suffix', '.jpg']), filter(['suffix', '.png'])),
  });
});

it.each([
  {
    QueueConfigurations: [
      { QueueArn: 'arn:aws:sqs:us-east-1:123456789012:q', Events: ['s3:ObjectCreated:*' as const] },
    ],
  },
  {
    TopicConfigurations: [
      { TopicArn: 'arn:aws:sns:us-east-1:123456789012:t', Events: ['s3:ObjectCreated:*' as const] },
    ],
  },
  { EventBridgeConfiguration: {} },
])('says which targets are not there yet: %j', async (configuration) => {
  const Bucket = await bucket();
  await expect(put(Bucket, configuration)).rejects.toMatchObject(s3Fault('NotImplemented', 501));
});
