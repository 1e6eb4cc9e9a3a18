import { expect, it } from 'vitest';
import { createApiCache } from './api-cache.ts';
import type { HttpApi } from './deployed-api.ts';

const api = (region: string): HttpApi => ({
  kind: 'http',
  apiId: 'a',
  account: '1',
  region,
  stages: new Map(),
});

function setUp() {
  const asked: ((api: HttpApi | undefined) => void)[] = [];
  const cache = createApiCache({ find: () => new Promise((resolve) => asked.push(resolve)) });
  return { asked, cache };
}

it('loads an API once, however many ask', async () => {
  const { asked, cache } = setUp();
  const both = Promise.all([cache.find('a'), cache.find('a')]);
  expect(asked).toHaveLength(1);
  asked[0]?.(api('one'));
  expect(await both).toEqual([api('one'), api('one')]);
  expect(cache.find('a')).toEqual(api('one'));
});

it('never keeps what was forgotten while it was being loaded', async () => {
  const { asked, cache } = setUp();
  const stale = cache.find('a');
  cache.forget('a');
  const fresh = cache.find('a');
  asked[1]?.(api('new'));
  expect(await fresh).toEqual(api('new'));
  asked[0]?.(api('old'));
  expect(await stale).toEqual(api('old'));
  expect(cache.find('a')).toEqual(api('new'));
});

it('keeps no ids without an API, and asks again after a failure', async () => {
  const { asked, cache } = setUp();
  const missing = cache.find('x');
  asked[0]?.(undefined);
  expect(await missing).toBeUndefined();
  void cache.find('x');
  expect(asked).toHaveLength(2);
  let isBroken = true;
  const flaky = createApiCache({
    find: async () => (isBroken ? Promise.reject(new Error('disk')) : api('ok')),
  });
  await expect(flaky.find('a')).rejects.toThrow('disk');
  isBroken = false;
  expect(await flaky.find('a')).toEqual(api('ok'));
});
