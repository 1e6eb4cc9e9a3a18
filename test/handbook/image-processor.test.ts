import { S3, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';

const EXAMPLE = 'Example 3: S3 Image Processor';
/** What the handbook says in words, or leaves to the reader: the function, the bucket, what ties them. */
const PREPARE = `
zip -q function.zip index.js
aws lambda create-function --function-name image-processor --runtime nodejs20.x \\
  --role arn:aws:iam::123456789012:role/lambda-role --handler index.handler \\
  --zip-file fileb://function.zip --timeout 60 --memory-size 512
`;
const TRIGGER = `
aws s3 mb s3://photos
aws lambda add-permission --function-name image-processor --statement-id s3 \\
  --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn arn:aws:s3:::photos
aws s3api put-bucket-notification-configuration --bucket photos --notification-configuration '{
  "LambdaFunctionConfigurations": [{
    "LambdaFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:image-processor",
    "Events": ["s3:ObjectCreated:*"],
    "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "uploads/"}]}}
  }]
}'
`;
/** A picture that is larger than its thumbnail, by the library that the layer brings. */
const PHOTOGRAPH = `
node -e "require('./nodejs/node_modules/sharp')({ create: { width: 900, height: 600, channels: 3, background: 'teal' } }).jpeg().toFile('photo.jpg')"
aws s3 cp --no-progress photo.jpg s3://photos/uploads/photo.jpg
`;
const DECODE = `
aws s3 cp --no-progress s3://photos/thumbnails/photo.jpg thumbnail.jpg
node -e "require('./nodejs/node_modules/sharp')('thumbnail.jpg').metadata().then((m) => console.log(m.width, m.height, m.format))"
`;
/** sharp comes from the registry, and the first function of a runtime may have to fetch it with the SDK. */
const INSTALL_MS = 300_000;

/** One version of the CLI is enough: other stories compare the two. */
const aws = (await awsVersions()).find((each) => each.path !== undefined)?.path;

describe('Example 3, the image processor', () => {
  let person: Person;
  let s3: S3;

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    person.save('index.js', blockUnder(EXAMPLE, { label: 'index.js' }).text);
    await person.paste(PREPARE);
    await person.paste(blockUnder(EXAMPLE, { label: 'Deploy with Layer (for sharp)' }).text);
    await person.paste(TRIGGER);
    s3 = new S3({
      endpoint: `http://127.0.0.1:${person.brume.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  }, INSTALL_MS);
  afterAll(() => {
    s3?.destroy();
    return person?.leave();
  });

  it.skipIf(aws === undefined)(
    'makes a thumbnail of an uploaded photograph',
    { timeout: INSTALL_MS },
    async () => {
      await person.paste(PHOTOGRAPH);
      await waitUntilObjectExists(
        { client: s3, maxWaitTime: 120, minDelay: 0.1, maxDelay: 0.5 },
        { Bucket: 'photos', Key: 'thumbnails/photo.jpg' },
      );
      expect((await person.paste(DECODE)).trim()).toMatch(/300 300 jpeg$/);
      const head = await s3.headObject({ Bucket: 'photos', Key: 'thumbnails/photo.jpg' });
      expect(head.ContentType).toBe('image/jpeg');
    },
  );
});
