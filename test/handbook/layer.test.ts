import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

/** Resizes as the handbook's function does, without the bucket. */
const HANDLER = `
const sharp = require('sharp');
exports.handler = async () => {
  const picture = sharp({ create: { width: 600, height: 400, channels: 3, background: 'red' } });
  const thumbnail = await picture.resize(300, 300, { fit: 'cover' }).jpeg({ quality: 80 }).toBuffer();
  const { width, height, format } = await sharp(thumbnail).metadata();
  return { width, height, format };
};
`;
const CREATE = `
zip -q function.zip index.js
aws lambda create-function --function-name image-processor --runtime nodejs24.x \\
  --role arn:aws:iam::123456789012:role/lambda-role --handler index.handler \\
  --zip-file fileb://function.zip --timeout 30 --memory-size 512
`;
/** `npm install sharp` comes from the registry. */
const INSTALL_MS = 180_000;
const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:sharp-layer';

describe.each(await awsVersions())('Deploy with Layer, by $name', ({ path: aws }) => {
  let person: Person;
  let printed: Record<string, unknown>[];

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    person.save('index.js', HANDLER);
    await person.paste(CREATE);
    const commands = blockUnder('Example 3: S3 Image Processor', {
      label: 'Deploy with Layer (for sharp)',
    }).text;
    printed = printedJson(await person.paste(commands));
  }, INSTALL_MS);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)('publishes the layer', () => {
    expect(printed.at(-2)).toMatchObject({
      LayerArn: ARN,
      LayerVersionArn: `${ARN}:1`,
      Version: 1,
      CompatibleRuntimes: ['nodejs18.x'],
      Content: { CodeSize: readFileSync(path.join(person.folder, 'layer.zip')).length },
    });
  });

  it.skipIf(aws === undefined)('attaches it', () => {
    expect(printed.at(-1)).toMatchObject({
      FunctionName: 'image-processor',
      Layers: [{ Arn: `${ARN}:1` }],
    });
  });

  it.skipIf(aws === undefined)('lets the function use it', { timeout: INSTALL_MS }, async () => {
    await person.paste('aws lambda invoke --function-name image-processor response.json');
    const text = readFileSync(path.join(person.folder, 'response.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({ width: 300, height: 300, format: 'jpeg' });
  });
});
