import { expect, it } from 'vitest';
import { startS3 } from './fixture.ts';

const { s3, bucket, text, raw, stack } = await startS3();

function post(Bucket: string, fields: Record<string, string>, file?: Blob, name = 'photo.jpg') {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  if (file) form.append('file', file, name);
  return raw(`/${Bucket}`, { method: 'POST', body: form });
}

/** Fields of a signed form, with a policy over them. */
function signed(conditions: unknown[], expiresInMs = 60_000): Record<string, string> {
  const policy = {
    expiration: new Date(stack.clock.now() + expiresInMs).toISOString(),
    conditions: [...conditions, ['starts-with', '$x-amz-', ''], ['starts-with', '$key', 'up/']],
  };
  return {
    policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
    'x-amz-signature': '0'.repeat(64),
  };
}
const CREDENTIAL = { 'x-amz-credential': 'test/20260101/us-east-1/s3/aws4_request' };

it('puts the file under the key, with the name it had', async () => {
  const Bucket = await bucket();
  const answer = await post(
    Bucket,
    {
      key: 'up/${filename}',
      'Content-Type': 'image/jpeg',
      'x-amz-meta-who': 'me',
      tagging: '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>',
      success_action_status: '201',
    },
    new Blob(['jpeg bytes']),
  );
  expect([answer.status, await answer.text()]).toEqual([
    201,
    expect.stringMatching(
      new RegExp(
        `<PostResponse><Location>[^<]+/${Bucket}/up/photo.jpg</Location><Bucket>${Bucket}</Bucket><Key>up/photo.jpg</Key><ETag>&quot;[0-9a-f]{32}&quot;</ETag></PostResponse>`,
      ),
    ),
  ]);
  expect(await text(Bucket, 'up/photo.jpg')).toBe('jpeg bytes');
  expect(await s3.headObject({ Bucket, Key: 'up/photo.jpg' })).toMatchObject({
    ContentType: 'image/jpeg',
    Metadata: { who: 'me' },
  });
});

it('streams a file of any size and any bytes', async () => {
  const Bucket = await bucket();
  const bytes = Buffer.alloc(3 * 2 ** 20, '\r\n--boundary');
  const answer = await post(Bucket, { key: 'large' }, new Blob([bytes]));
  expect(answer.status).toBe(204);
  expect((await text(Bucket, 'large')) === bytes.toString()).toBe(true);
  expect((await post(Bucket, { key: 'empty' }, new Blob([]))).status).toBe(204);
  expect(await text(Bucket, 'empty')).toBe('');
});

it('sends the browser on', async () => {
  const Bucket = await bucket();
  const answer = await post(
    Bucket,
    { key: 'k', success_action_redirect: 'https://example.com/done?a=1' },
    new Blob(['x']),
  );
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `https://example.com/done?a=1&bucket=${Bucket}&key=k&etag=%229dd4e461268c8034f5c8564e155c67a6%22`,
  ]);
});

it('holds the form to its policy', async () => {
  const Bucket = await bucket();
  const conditions = [
    { bucket: Bucket },
    ['content-length-range', 2, 5],
    ['eq', '$x-amz-credential', CREDENTIAL['x-amz-credential']],
    ['starts-with', '$Content-Type', 'image/'],
  ];
  const fields = { ...signed(conditions), ...CREDENTIAL, key: 'up/a', 'Content-Type': 'image/png' };
  const codeOf = async (more: Record<string, string>, file = 'four') => {
    const answer = await post(Bucket, { ...fields, ...more }, new Blob([file]));
    return (
      /<Code>(\w+)<\/Code><Message>([^<]*)/.exec(await answer.text())?.slice(1) ?? answer.status
    );
  };
  expect(await codeOf({})).toBe(204);
  expect(await codeOf({ key: 'elsewhere' })).toEqual([
    'AccessDenied',
    expect.stringContaining('Policy Condition failed'),
  ]);
  expect(await codeOf({ 'Content-Type': 'text/html' })).toEqual([
    'AccessDenied',
    expect.any(String),
  ]);
  expect(await codeOf({ acl: 'public-read' })).toEqual([
    'AccessDenied',
    'Invalid according to Policy: Extra input fields: acl',
  ]);
  expect(await codeOf({}, 'a')).toEqual(['EntityTooSmall', expect.any(String)]);
  expect(await codeOf({}, 'too large')).toEqual(['EntityTooLarge', expect.any(String)]);
  expect(await codeOf({ policy: '{' })).toEqual(['InvalidPolicyDocument', expect.any(String)]);
  expect(await codeOf(signed(conditions, -1))).toEqual([
    'AccessDenied',
    'Invalid according to Policy: Policy expired.',
  ]);
  expect((await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual(['up/a']);
});

it('says what is wrong with a form', async () => {
  const Bucket = await bucket();
  const bodies = {
    'no file': post(Bucket, { key: 'k' }),
    'no key': post(Bucket, {}, new Blob(['x'])),
    'no policy': post(Bucket, { key: 'k', ...CREDENTIAL }, new Blob(['x'])),
    'too much before the file': post(Bucket, { key: 'k', x: 'y'.repeat(30_000) }, new Blob(['x'])),
    'cut off': raw(`/${Bucket}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
    }),
    'no boundary': raw(`/${Bucket}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data' },
      body: 'x',
    }),
  };
  for (const [what, sent] of Object.entries(bodies)) {
    const answer = await sent;
    expect([what, answer.status]).toEqual([what, 400]);
  }
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
});
