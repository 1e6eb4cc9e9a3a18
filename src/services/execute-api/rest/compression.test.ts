import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { request as requestHttp } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, client, createApi, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());

const uri = await deployFunction('echo', 'return { body: event.body ?? "" };');
const { id, root } = await createApi({ minimumCompressionSize: 100 });
await putMethod(id, root, 'POST', {}, { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri });
await deploy(id);

/** With the body as it came, bytes and all. */
function post(body: string | Buffer, headers: Record<string, string>) {
  return new Promise<{ encoding: string | undefined; status: number; bytes: Buffer }>(
    (resolve, reject) => {
      const all = { host: `${id}.execute-api.localhost`, ...headers };
      requestHttp(
        { host: '127.0.0.1', port: stack.port, path: '/prod', method: 'POST', headers: all },
        (response) => {
          buffer(response).then(
            (bytes) =>
              resolve({
                bytes,
                encoding: response.headers['content-encoding'],
                status: response.statusCode ?? 0,
              }),
            reject,
          );
        },
      )
        .on('error', reject)
        .end(body);
    },
  );
}

it('packs what is large enough for a client that takes it', async () => {
  const large = 'x'.repeat(1000);
  const gzipped = await post(large, { 'accept-encoding': 'deflate, gzip' });
  expect(gzipped.encoding).toBe('gzip');
  expect(gunzipSync(gzipped.bytes).toString()).toBe(large);
  const deflated = await post(large, { 'accept-encoding': 'gzip;q=0.5, deflate, br' });
  expect(inflateSync(deflated.bytes).toString()).toBe(large);
  for (const accepted of ['br', 'gzip;q=0', ''])
    expect((await post(large, { 'accept-encoding': accepted })).bytes.toString()).toBe(large);
  expect((await post('small', { 'accept-encoding': 'gzip' })).bytes.toString()).toBe('small');
});

it('unpacks requests, and refuses bombs, nonsense and what it does not know', async () => {
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ] as const)
    expect(
      (await post(pack('a packed body'), { 'content-encoding': encoding })).bytes.toString(),
    ).toBe('a packed body');
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  expect((await post('nonsense', { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await post('x', { 'content-encoding': 'br' })).status).toBe(415);
});

it('does neither once the size is taken away', async () => {
  await client.send(
    new UpdateRestApiCommand({
      restApiId: id,
      patchOperations: [{ op: 'remove', path: '/minimumCompressionSize' }],
    }),
  );
  await deploy(id);
  const answer = await call(id, '/prod', {
    method: 'POST',
    headers: { 'accept-encoding': 'gzip' },
    body: 'x'.repeat(1000),
  });
  expect(answer.headers['content-encoding']).toBeUndefined();
});
