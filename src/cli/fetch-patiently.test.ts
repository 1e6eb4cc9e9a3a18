import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type ClientRequest, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { fetchPatiently } from './fetch-patiently.ts';

const hanging = Promise.withResolvers<void>();
const server = createServer((request, response) => {
  if (request.url === '/nothing') return void response.writeHead(204).end();
  if (request.url === '/hang') return hanging.resolve();
  if (request.url === '/cut') {
    response.writeHead(200, { 'content-length': 9 });
    return void response.write('half', () => response.destroy());
  }
  response.writeHead(418, { 'x-two': ['a', 'b'] });
  request.pipe(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

it('answers as fetch does', async () => {
  const echo = await fetchPatiently(`${base}/`, { method: 'POST', body: 'é'.repeat(100_000) });
  expect(echo).toMatchObject({ status: 418, ok: false });
  expect(echo.headers.get('X-Two')).toBe('a, b');
  expect(await echo.text()).toBe('é'.repeat(100_000));
  const nothing = await fetchPatiently(`${base}/nothing`, { method: 'GET' });
  expect([nothing.status, await nothing.text()]).toEqual([204, '']);
});

it('sets no time limit of any kind', async () => {
  type Seen = ClientRequest & { timeout?: number };
  const seen: Seen[] = [];
  const see = (message: unknown): void => {
    seen.push((message as { request: Seen }).request);
  };
  subscribe('http.client.request.start', see);
  await fetchPatiently(`${base}/nothing`, { method: 'GET' });
  unsubscribe('http.client.request.start', see);
  expect(seen).toHaveLength(1);
  expect(seen.map(({ timeout, socket }) => [timeout, socket?.timeout ?? 0])).toEqual([
    [undefined, 0],
  ]);
});

it('fails where nobody listens, when the answer breaks off, and when it is aborted', async () => {
  await expect(fetchPatiently('http://127.0.0.1:1/', { method: 'GET' })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  const cut = await fetchPatiently(`${base}/cut`, { method: 'GET' });
  await expect(cut.text()).rejects.toMatchObject({ code: 'ECONNRESET' });
  const controller = new AbortController();
  const hung = fetchPatiently(`${base}/hang`, { method: 'GET', signal: controller.signal });
  void hanging.promise.then(() => controller.abort());
  await expect(hung).rejects.toThrow('aborted');
});
