import { gzipSync } from 'node:zlib';
import type { ImportTableInput } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, startDynamodb, toKeySchema } from '../fixture.ts';

let fixture: DynamodbFixture;
let s3: S3;
beforeAll(async () => {
  fixture = await startDynamodb();
  s3 = fixture.stack.client(S3);
  await s3.createBucket({ Bucket: 'sources' });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const upload = (Key: string, Body: string | Uint8Array): Promise<object> =>
  s3.putObject({ Bucket: 'sources', Key, Body });

const request = (
  TableName: string,
  prefix: string,
  more: Partial<ImportTableInput> = {},
): ImportTableInput => ({
  S3BucketSource: { S3Bucket: 'sources', S3KeyPrefix: prefix },
  InputFormat: 'DYNAMODB_JSON',
  TableCreationParameters: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'year', AttributeType: 'N' },
    ],
    KeySchema: toKeySchema(['id']),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byYear',
        KeySchema: toKeySchema(['year']),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
  ...more,
});

async function finished(input: ImportTableInput): Promise<object> {
  const { dynamodb } = fixture;
  const { ImportTableDescription: begun } = await dynamodb.importTable(input);
  expect(begun).toMatchObject({ ImportStatus: 'IN_PROGRESS' });
  const { ImportArn } = begun!;
  const look = async (): Promise<any> =>
    (await dynamodb.describeImport({ ImportArn })).ImportTableDescription;
  await expect.poll(async () => (await look()).ImportStatus).not.toBe('IN_PROGRESS');
  return look();
}

it('takes DynamoDB JSON, zipped or not, and the last of equal keys', async () => {
  const { dynamodb } = fixture;
  const line = (item: object): string => `${JSON.stringify({ Item: item })}\n`;
  const many = Array.from({ length: 250 }, (_, n) =>
    line({ id: { S: `n${n}` }, year: { N: '1' } }),
  );
  await upload('json/1.json.gz', gzipSync(many.join('')));
  await upload(
    'json/2.json.gz',
    gzipSync(line({ id: { S: 'n0' }, year: { N: '02.0' }, raw: { B: 'AP8=' } })),
  );
  const done = await finished(request('FromJson', 'json/', { InputCompressionType: 'GZIP' }));
  expect(done).toMatchObject({
    ImportStatus: 'COMPLETED',
    ProcessedItemCount: 251,
    ImportedItemCount: 251,
    ErrorCount: 0,
  });
  const { Item } = await dynamodb.getItem({ TableName: 'FromJson', Key: { id: { S: 'n0' } } });
  expect(Item).toEqual({ id: { S: 'n0' }, year: { N: '2' }, raw: { B: Uint8Array.of(0, 255) } });
  const byYear = (year: string): Promise<{ Count?: number | undefined }> =>
    dynamodb.query({
      TableName: 'FromJson',
      IndexName: 'byYear',
      KeyConditionExpression: '#y = :y',
      ExpressionAttributeNames: { '#y': 'year' },
      ExpressionAttributeValues: { ':y': { N: year } },
    });
  expect([(await byYear('1')).Count, (await byYear('2')).Count]).toEqual([249, 1]);
});

it('takes CSV with a header of its own or a given one', async () => {
  const { dynamodb } = fixture;
  await upload('csv/own.csv', 'id,year,title\na,2020,"Some, thing"\nb,,\n');
  await upload('given/file.csv', 'c;2021;x\n');
  await finished(request('FromCsv', 'csv/', { InputFormat: 'CSV' }));
  const { Items } = await dynamodb.scan({ TableName: 'FromCsv' });
  expect(Items).toHaveLength(2);
  expect(Items).toContainEqual({
    id: { S: 'a' },
    year: { N: '2020' },
    title: { S: 'Some, thing' },
  });
  expect(Items).toContainEqual({ id: { S: 'b' } });
  const Csv = { Delimiter: ';', HeaderList: ['id', 'year', 'title'] };
  const done = await finished(
    request('Given', 'given/', { InputFormat: 'CSV', InputFormatOptions: { Csv } }),
  );
  expect(done).toMatchObject({ ImportedItemCount: 1, ProcessedSizeBytes: 8 });
});

it('counts what is no item, and imports the rest', async () => {
  const lines = [
    '{"Item":{"id":{"S":"good"}}}',
    'nonsense',
    '{"Item":{"year":{"N":"1"}}}',
    '{"Item":{"id":{"S":5}}}',
    '{"Item":{"id":{"S":"a"},"x":{"N":"many"}}}',
    '{"Item":{"id":{"S":"b"},"x":{"Q":"?"}}}',
    `{"Item":{"id":{"S":"c"},"x":${'{"L":['.repeat(50_000)}`,
    `{"Item":{"id":{"S":"d"},"x":${'{"M":{"a":'.repeat(5000)}{"S":""}${'}}'.repeat(5000)}}}`,
  ];
  await upload('bad/items.json', lines.join('\n'));
  expect(await finished(request('Bad', 'bad/'))).toMatchObject({
    ImportStatus: 'FAILED',
    FailureCode: 'ItemValidationError',
    ProcessedItemCount: 8,
    ImportedItemCount: 1,
    ErrorCount: 7,
  });
  expect((await fixture.dynamodb.scan({ TableName: 'Bad' })).Count).toBe(1);
});

it('fails with the reason for files that are not there, not zipped, or one endless line', async () => {
  expect(await finished(request('Nothing', 'nothing/'))).toMatchObject({
    ImportStatus: 'FAILED',
    FailureCode: 'S3NoSuchKey',
  });
  await upload('plain/x', 'not zipped');
  expect(
    await finished(request('Plain', 'plain/', { InputCompressionType: 'GZIP' })),
  ).toMatchObject({ FailureCode: 'DecompressionError' });
  await upload('endless/x', gzipSync(Buffer.alloc(40 * 2 ** 20, 'x')));
  expect(
    await finished(request('Endless', 'endless/', { InputCompressionType: 'GZIP' })),
  ).toMatchObject({ FailureCode: 'InputFormatError' });
});

it('refuses formats it cannot read and names that are taken', async () => {
  const { dynamodb } = fixture;
  for (const more of [{ InputFormat: 'ION' as const }, { InputCompressionType: 'ZSTD' as const }])
    await expect(dynamodb.importTable(request('Other', 'x', more))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  await expect(dynamodb.importTable(request('FromCsv', 'csv/'))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
});
