// A page of another origin uploads files into a bucket, as pages do: by a presigned form and a presigned URL.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3 } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BrowserContext, Page } from 'playwright-core';
import { createStack } from '../../src/stack/create-stack.ts';
import { toLine } from '../../tools/tally.ts';
import { startChecks } from './chromium/checks.ts';
import { launch } from './chromium/launch.ts';
import { startSite } from './chromium/site.ts';

const Bucket = 'uploads';
const FILE = { name: 'naïve photo.bin', mimeType: 'image/png', buffer: randomBytes(3 * 2 ** 20) };
/** A form of one file, and what scripts of such pages do with it. */
const PAGE = `<!doctype html><title>Upload</title>
<form method="post" enctype="multipart/form-data"><input type="file" aria-label="Photo" name="file"><button>Send</button></form>
<script>
const form = document.querySelector('form');
async function send(url, fields) {
  const file = form.elements.file.files[0];
  const data = new FormData();
  for (const name in fields) data.append(name, fields[name]);
  data.append('file', file);
  try {
    const answer = await fetch(url, fields ? { method: 'POST', body: data } : { method: 'PUT', body: file });
    return answer.status + ' ' + (answer.headers.has('etag') ? 'ETag' : 'no ETag');
  } catch (error) {
    return String(error);
  }
}
function fill(url, fields) {
  form.action = url;
  for (const name in fields)
    form.prepend(Object.assign(document.createElement('input'), { type: 'hidden', name, value: fields[name] }));
}
</script>`;

await using browser = await launch();
if (browser) await run(browser.context);
else console.log(toLine({ passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0, skipped: 4 }));

/** Calls a function of the page. */
function call(page: Page, name: 'send' | 'fill', ...given: unknown[]): Promise<unknown> {
  return page.evaluate(`${name}(${given.map((each) => JSON.stringify(each)).join()})`);
}

async function run(context: BrowserContext): Promise<void> {
  await using stack = await createStack();
  await using site = await startSite(PAGE);
  const s3 = stack.client(S3);
  const { check, end } = startChecks();
  await s3.createBucket({ Bucket });
  const allow = (AllowedOrigins: string[]): Promise<unknown> =>
    s3.putBucketCors({
      Bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedOrigins,
            AllowedMethods: ['GET', 'PUT', 'POST'],
            AllowedHeaders: ['*'],
            ExposeHeaders: ['ETag'],
          },
        ],
      },
    });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.getByLabel('Photo').setInputFiles(FILE);
  const stored = async (Key: string): Promise<void> => {
    const { Body, ContentType } = await s3.getObject({ Bucket, Key });
    assert.equal(ContentType, FILE.mimeType);
    assert.ok(FILE.buffer.equals(await Body!.transformToByteArray()));
  };
  const presignPost = (extra: Record<string, string> = {}) =>
    createPresignedPost(s3, {
      Bucket,
      Key: 'posted/${filename}',
      Conditions: [
        ['content-length-range', 1, 10 * 2 ** 20],
        ['eq', '$Content-Type', FILE.mimeType],
        ...Object.entries(extra).map(([name, value]) => ({ [name]: value })),
      ],
      Fields: { 'Content-Type': FILE.mimeType, ...extra },
      Expires: 60,
    });

  await check('a script of an allowed origin posts a presigned form', async () => {
    await allow([site.url]);
    const { url, fields } = await presignPost();
    assert.equal(await call(page, 'send', url, fields), '204 ETag');
    await stored(`posted/${FILE.name}`);
  });

  await check('it puts to a presigned URL, and reads back', async () => {
    const place = { Bucket, Key: 'put/ä b' };
    const url = await getSignedUrl(s3, new PutObjectCommand(place), { expiresIn: 60 });
    assert.equal(await call(page, 'send', url), '200 ETag');
    await stored(place.Key);
    const read = await page.evaluate(
      async (where) => (await (await fetch(where)).blob()).size,
      await getSignedUrl(s3, new GetObjectCommand(place), { expiresIn: 60 }),
    );
    assert.equal(read, FILE.buffer.length);
  });

  await check('the script of another origin is told nothing', async () => {
    await allow(['https://example.com']);
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'refused' }));
    assert.equal(await call(page, 'send', url), 'TypeError: Failed to fetch');
    await assert.rejects(s3.headObject({ Bucket, Key: 'refused' }), { name: 'NotFound' });
  });

  await check('a form without a script is sent, and the browser goes on', async () => {
    const { url, fields } = await presignPost({ success_action_redirect: `${site.url}/done` });
    await s3.deleteObject({ Bucket, Key: `posted/${FILE.name}` });
    await call(page, 'fill', url, fields);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/done\?bucket=uploads&key=posted%2F/);
    await stored(`posted/${FILE.name}`);
  });
  end();
}
