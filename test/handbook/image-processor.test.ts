import { readFileSync } from 'node:fs';
import path from 'node:path';
import { S3, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';

const EXAMPLE = 'Example 3: S3 Image Processor';
const FOLDER = path.join(import.meta.dirname, '../../examples/image-processor');
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');
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
    for (const file of ['index.js', 'deploy.sh']) person.save(file, read(file));
    await person.paste('. ./deploy.sh');
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

  it('is the example in examples/, as printed', () => {
    expect(read('index.js')).toBe(blockUnder(EXAMPLE, { label: 'index.js' }).text);
    const layer = blockUnder(EXAMPLE, { label: 'Deploy with Layer (for sharp)' }).text;
    expect(read('deploy.sh')).toContain(layer);
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
