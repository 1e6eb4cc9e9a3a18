import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { arnOf, startStack } from './fixtures/stack.ts';

const { stack, lambda, create, createActive } = await startStack();
const s3 = stack.client(S3Client, { forcePathStyle: true });
await s3.send(new CreateBucketCommand({ Bucket: 'letters' }));
const BUCKET = 'arn:aws:s3:::letters';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:letters';

test('a bucket gets the records of failures', async () => {
  await createActive('fails', "exports.handler = async () => { throw new Error('no'); };");
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'fails',
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: BUCKET } },
  });
  await lambda.invoke({
    FunctionName: 'fails',
    InvocationType: 'Event',
    Payload: Buffer.from('7'),
  });
  const list = async (): Promise<string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'letters' }));
    return Contents.map(({ Key = '' }) => Key);
  };
  await expect.poll(list, { timeout: 10_000 }).toHaveLength(1);
  const [Key = ''] = await list();
  expect(Key).toMatch(
    /^aws\/lambda\/async\/fails\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/,
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'letters', Key }));
  expect(JSON.parse((await buffer(Body as Readable)).toString())).toMatchObject({
    requestContext: { functionArn: `${arnOf('fails')}:$LATEST`, condition: 'RetriesExhausted' },
    requestPayload: 7,
    responsePayload: { errorMessage: 'no' },
  });
});

describe('refuses', () => {
  const put = (members: object): Promise<unknown> =>
    lambda.putFunctionEventInvokeConfig({ FunctionName: 'told', DestinationConfig: members });

  test.each<[string, object, string]>([
    [
      'a bucket for successes',
      { OnSuccess: { Destination: BUCKET } },
      'InvalidParameterValueException',
    ],
    [
      'a bucket that is not there',
      { OnFailure: { Destination: `${BUCKET}-no` } },
      'InvalidParameterValueException',
    ],
    [
      'what takes no records',
      { OnFailure: { Destination: QUEUE.replace('sqs', 'kms') } },
      'InvalidParameterValueException',
    ],
    ['a queue, while there are none', { OnFailure: { Destination: QUEUE } }, 'NotImplemented'],
  ])('%s', async (_what, members, name) => {
    await create('told').catch(() => {});
    await expect(put(members)).rejects.toMatchObject({ name });
  });

  test('dead letter queues likewise', async () => {
    const DeadLetterConfig = { TargetArn: QUEUE };
    await expect(create('d', undefined, { DeadLetterConfig })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('an on-failure destination can be a function or a bucket'),
    });
    await expect(
      create('d', undefined, { DeadLetterConfig: { TargetArn: BUCKET } }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    await createActive('d', undefined, { DeadLetterConfig: { TargetArn: '' } });
    await expect(
      lambda.updateFunctionConfiguration({ FunctionName: 'd', DeadLetterConfig }),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});
