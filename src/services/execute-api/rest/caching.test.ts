import {
  type PatchOperation,
  type PutIntegrationRequest,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse, deploy, call } =
  await startRestFixture();
afterAll(() => stack.stop());

const ON: PatchOperation[] = [
  { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
  { op: 'replace', path: '/*/*/caching/enabled', value: 'true' },
];

/** An API whose every answer is another one, and that caches. */
async function makeCached(
  settings: PatchOperation[] = [],
  integration: Partial<PutIntegrationRequest> = {},
): Promise<string> {
  const { id, root } = await createApi();
  const user = await createResource(id, root, '{user}');
  for (const method of ['GET', 'POST']) {
    await putMethod(id, user, method, {}, integration);
    await putResponse(id, user, method, { 'application/json': '$context.requestId' });
  }
  await deploy(id);
  await client.send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'prod',
      patchOperations: [...ON, ...settings],
    }),
  );
  return id;
}

async function isCached(id: string, path: string, rest = {}): Promise<boolean> {
  const first = await call(id, path, rest);
  return (await call(id, path, rest)).body === first.body;
}

it('answers GET from the cache until the answer is too old', async () => {
  const id = await makeCached([{ op: 'replace', path: '/*/*/caching/ttlInSeconds', value: '60' }]);
  const first = await call(id, '/prod/anna');
  expect((await call(id, '/prod/anna')).body).toBe(first.body);
  // As on AWS: without cache key parameters, all paths of a method have one answer.
  expect((await call(id, '/prod/bert?x=1')).body).toBe(first.body);
  expect(await isCached(id, '/prod/anna', { method: 'POST' })).toBe(false);
  await stack.clock.advance(60_000);
  expect((await call(id, '/prod/anna')).body).not.toBe(first.body);
});

it('tells answers apart by the cache key parameters', async () => {
  const id = await makeCached([], {
    requestParameters: { 'integration.request.path.u': 'method.request.path.user' },
    cacheKeyParameters: ['integration.request.path.u', 'method.request.querystring.q'],
  });
  const anna = await call(id, '/prod/anna?q=1');
  expect((await call(id, '/prod/anna?q=1&other=2')).body).toBe(anna.body);
  expect((await call(id, '/prod/bert?q=1')).body).not.toBe(anna.body);
  expect((await call(id, '/prod/anna?q=2')).body).not.toBe(anna.body);
});

it('caches other methods that ask for it, and none whose time is 0', async () => {
  const id = await makeCached([
    { op: 'replace', path: '/~1{user}/POST/caching/enabled', value: 'true' },
    { op: 'replace', path: '/~1{user}/GET/caching/ttlInSeconds', value: '0' },
  ]);
  expect(await isCached(id, '/prod/anna', { method: 'POST' })).toBe(true);
  expect(await isCached(id, '/prod/anna')).toBe(false);
});

it('takes Cache-Control: max-age=0 as the stage says', async () => {
  const fresh = { headers: { 'cache-control': 'max-age=0' } };
  const strategy = (value: string): PatchOperation => ({
    op: 'replace',
    path: '/*/*/caching/unauthorizedCacheControlHeaderStrategy',
    value,
  });
  const warning = await makeCached();
  const first = await call(warning, '/prod/anna');
  const ignored = await call(warning, '/prod/anna', fresh);
  expect(ignored.body).toBe(first.body);
  expect(ignored.headers['warning']).toContain('199 Cache-Control headers were ignored');

  const silent = await makeCached([strategy('SUCCEED_WITHOUT_RESPONSE_HEADER')]);
  expect((await call(silent, '/prod/anna', fresh)).headers['warning']).toBeUndefined();
  const strict = await makeCached([strategy('FAIL_WITH_403')]);
  expect(await call(strict, '/prod/anna', fresh)).toMatchObject({ status: 403 });

  const open = await makeCached([
    {
      op: 'replace',
      path: '/*/*/caching/requireAuthorizationForCacheControl',
      value: 'false',
    },
  ]);
  const before = await call(open, '/prod/anna');
  const after = await call(open, '/prod/anna', fresh);
  expect(after.body).not.toBe(before.body);
  expect((await call(open, '/prod/anna')).body).toBe(after.body);
});
