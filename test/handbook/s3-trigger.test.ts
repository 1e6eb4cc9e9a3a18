/** Practice task 3: a function that is triggered by an upload, reads the file, and stores what it found. */
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { type Person, sitDown } from './person.ts';

const HANDLER = `
const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const s3 = new S3Client({});
const db = new DynamoDBClient({});

exports.handler = async (event) => {
  for (const { s3: { bucket, object }, eventTime } of event.Records) {
    const Key = decodeURIComponent(object.key.replace(/\\+/g, ' '));
    const file = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
    const text = await file.Body.transformToString();
    await db.send(new PutItemCommand({
      TableName: 'Files',
      Item: {
        key: { S: Key },
        size: { N: String(object.size) },
        type: { S: file.ContentType },
        lines: { N: String(text.split('\\n').length) },
        uploaded: { S: eventTime },
      },
    }));
  }
};
`;
const DEPLOY = `
aws dynamodb create-table --table-name Files --billing-mode PAY_PER_REQUEST \\
  --attribute-definitions AttributeName=key,AttributeType=S \\
  --key-schema AttributeName=key,KeyType=HASH > /dev/null
aws dynamodb wait table-exists --table-name Files
zip -q function.zip index.js
aws lambda create-function --function-name file-metadata --runtime nodejs20.x \\
  --role arn:aws:iam::123456789012:role/lambda-role --handler index.handler \\
  --zip-file fileb://function.zip --timeout 60 > /dev/null
aws s3 mb s3://incoming
aws lambda add-permission --function-name file-metadata --statement-id s3 \\
  --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn arn:aws:s3:::incoming > /dev/null
aws s3api put-bucket-notification-configuration --bucket incoming --notification-configuration '{
  "LambdaFunctionConfigurations": [{
    "LambdaFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:file-metadata",
    "Events": ["s3:ObjectCreated:*"]
  }]
}'
printf 'one\\ntwo\\nthree' | aws s3 cp - 's3://incoming/my notes.txt' --content-type text/plain
`;
/** The first function of a runtime may have to fetch it. */
const FIRST_RUN_MS = 300_000;
/** One version of the CLI is enough: other stories compare the two. */
const aws = (await awsVersions()).find((each) => each.path !== undefined)?.path;

describe('Practice task 3', () => {
  let person: Person;
  let db: DynamoDB;

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    person.save('index.js', HANDLER);
    db = new DynamoDB({
      endpoint: `http://127.0.0.1:${person.brume.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await person.paste(DEPLOY);
  }, FIRST_RUN_MS);
  afterAll(() => {
    db?.destroy();
    return person?.leave();
  });

  it.skipIf(aws === undefined)(
    'stores what it read of the file',
    { timeout: FIRST_RUN_MS },
    async () => {
      const find = () => db.getItem({ TableName: 'Files', Key: { key: { S: 'my notes.txt' } } });
      await expect
        .poll(async () => (await find()).Item, { timeout: FIRST_RUN_MS, interval: 100 })
        .toMatchObject({ size: { N: '13' }, type: { S: 'text/plain' }, lines: { N: '3' } });
    },
  );
});
