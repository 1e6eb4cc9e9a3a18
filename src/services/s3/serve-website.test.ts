import { expect, it } from 'vitest';
import { startS3 } from './fixture.ts';
import { requestAtHost } from './request-fixture.ts';

const { s3, bucket, stack } = await startS3();

async function site(
  more: object = {},
): Promise<(path: string, init?: object) => ReturnType<typeof requestAtHost>> {
  const Bucket = await bucket();
  const put = (Key: string, Body: string, extra: object = {}) =>
    s3.putObject({ Bucket, Key, Body, ContentType: 'text/html', ...extra });
  await put('index.html', 'home');
  await put('docs/index.html', 'docs');
  await put('404.html', 'not here');
  await put('moved', 'x', { WebsiteRedirectLocation: '/index.html' });
  await s3.putBucketWebsite({
    Bucket,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: '404.html' },
      ...more,
    },
  });
  const host = `${Bucket}.s3-website-us-east-1.localhost:${stack.port}`;
  return (path, init) => requestAtHost(stack, { host, path, ...init });
}

it('serves pages, folders and the error page', async () => {
  const get = await site();
  expect(await get('/')).toMatchObject({
    status: 200,
    body: 'home',
    headers: { 'content-type': 'text/html' },
  });
  expect(await get('/docs/')).toMatchObject({ status: 200, body: 'docs' });
  expect(await get('/docs')).toMatchObject({ status: 302, headers: { location: '/docs/' } });
  expect(await get('/nothing')).toMatchObject({ status: 404, body: 'not here' });
  expect(await get('/moved')).toMatchObject({ status: 301, headers: { location: '/index.html' } });
  expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect(await get('/', { method: 'POST', body: 'x' })).toMatchObject({ status: 405 });
  expect(await get('/%zz')).toMatchObject({ status: 400 });
  const { headers } = await get('/');
  expect(await get('/', { headers: { 'if-none-match': headers['etag'] } })).toMatchObject({
    status: 304,
  });
});

it('follows routing rules before and after it looked', async () => {
  const get = await site({
    RoutingRules: [
      { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } },
      {
        Condition: { HttpErrorCodeReturnedEquals: '404' },
        Redirect: {
          HostName: 'example.com',
          Protocol: 'https',
          ReplaceKeyWith: 'lost',
          HttpRedirectCode: '302',
        },
      },
    ],
  });
  const moved = await get('/old/a%20b');
  expect([moved.status, moved.headers['location']]).toEqual([
    301,
    expect.stringMatching(/^http:\/\/bucket-\d+\.s3-website-us-east-1\.localhost:\d+\/new\/a%20b$/),
  ]);
  expect(await get('/nothing')).toMatchObject({
    status: 302,
    headers: { location: 'https://example.com/lost' },
  });
});

it('sends everything elsewhere', async () => {
  const Bucket = await bucket();
  await s3.putBucketWebsite({
    Bucket,
    WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'example.com', Protocol: 'https' } },
  });
  const host = `${Bucket}.s3-website.localhost`;
  expect(await requestAtHost(stack, { host, path: '/a?b=c' })).toMatchObject({
    status: 301,
    headers: { location: 'https://example.com/a?b=c' },
  });
});

it('says in a page that there is no website, escaping what it repeats', async () => {
  const Bucket = await bucket();
  const none = await requestAtHost(stack, { host: `${Bucket}.s3-website.localhost`, path: '/' });
  expect([none.status, none.body]).toEqual([
    404,
    expect.stringContaining('NoSuchWebsiteConfiguration'),
  ]);
  const get = await site({ ErrorDocument: { Key: 'absent' } });
  const page = await get('/%3Cscript%3E');
  expect(page.body).toContain('&lt;script&gt;');
});
