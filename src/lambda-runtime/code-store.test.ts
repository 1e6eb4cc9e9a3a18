import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../engine/open.ts';
import { createClock } from '../platform/clock.ts';
import { createIds } from '../platform/ids.ts';
import { createLogger } from '../platform/logger.ts';
import { createCodeStore, type CodeStore } from './code-store.ts';
import { makeZip } from './fixtures/deployment.ts';

async function open(): Promise<{ again: () => CodeStore; codeDir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-code-'));
  const clock = createClock();
  const log = createLogger({ sink: () => {}, now: clock.now });
  const engine = await openEngine({ clock, ids: createIds(), log, stateDir: join(dir, 'state') });
  onTestFinished(async () => {
    await engine.close();
    clock.close();
    await rm(dir, { recursive: true, force: true });
  });
  const codeDir = join(dir, 'code');
  return {
    codeDir,
    again: () => createCodeStore({ blobs: engine.blobs, ids: createIds(), codeDir }),
  };
}

async function codeFolders(codeDir: string): Promise<string[]> {
  return (await readdir(codeDir)).filter((name) => name !== 'package.json');
}

it('stores, unpacks and gives back the very same zip', async () => {
  const { again } = await open();
  const store = again();
  const zip = await makeZip({ 'index.js': 'x', 'lib/a.js': 'yz' });
  const stored = await store.store(zip);
  expect(stored).toEqual({
    codeId: expect.any(String),
    sha256Base64: createHash('sha256').update(zip).digest('base64'),
    zipSizeBytes: zip.length,
    unzippedSizeBytes: 3,
  });
  expect(await buffer(store.readZip(stored.codeId))).toEqual(zip);
  expect(await readFile(join(await store.folder(stored.codeId), 'lib/a.js'), 'utf8')).toBe('yz');
});

it('unpacks again after a restart, once for all who ask at the same time', async () => {
  const { again, codeDir } = await open();
  const { codeId } = await again().store(await makeZip({ 'index.js': 'x' }));
  const store = again();
  const folders = await Promise.all([
    store.folder(codeId),
    store.folder(codeId),
    store.folder(codeId),
  ]);
  expect(new Set(folders).size).toBe(1);
  expect(await readFile(join(folders[0] ?? '', 'index.js'), 'utf8')).toBe('x');
  expect(await codeFolders(codeDir)).toHaveLength(1);
});

it('has one folder for the same zip stored twice at once', async () => {
  const { again, codeDir } = await open();
  const store = again();
  const zip = await makeZip({ 'index.js': 'x' });
  const [one, two] = await Promise.all([store.store(zip), store.store(zip)]);
  expect(one).toEqual(two);
  await store.folder(one.codeId);
  expect(await codeFolders(codeDir)).toHaveLength(1);
});

it('drops the folders that nobody holds, but for the last few, and makes them again', async () => {
  const { again, codeDir } = await open();
  const store = again();
  const [held, ...others] = await Promise.all(
    Array.from({ length: 40 }, async (_, n) =>
      store.store(await makeZip({ 'index.js': String(n) })),
    ),
  );
  const first = { codeId: held?.codeId ?? '', layerIds: [] };
  store.hold(first);
  store.hold(first);
  store.release(first);
  await store.folder(first.codeId);
  for (const { codeId } of others) await store.folder(codeId);
  await expect.poll(() => codeFolders(codeDir)).toHaveLength(33);
  expect(await readFile(join(await store.folder(first.codeId), 'index.js'), 'utf8')).toBe('0');
  store.release(first);
  for (const [n, { codeId }] of others.entries()) {
    const folder = await store.folder(codeId);
    expect(await readFile(join(folder, 'index.js'), 'utf8')).toBe(String(n + 1));
  }
  await expect.poll(() => codeFolders(codeDir)).toHaveLength(32);
});

it('leaves nothing of a zip that it refused', async () => {
  const { again, codeDir } = await open();
  const store = again();
  await expect(store.store(Buffer.from('PK'))).rejects.toMatchObject({ reason: 'not-a-zip' });
  await expect(store.store(Buffer.alloc(0))).rejects.toMatchObject({ reason: 'empty' });
  expect(await codeFolders(codeDir)).toEqual([]);
});

it('says so when code is unknown, and asks again the next time', async () => {
  const { again } = await open();
  const store = again();
  const unknown = 'f'.repeat(64);
  await expect(store.folder(unknown)).rejects.toMatchObject({ code: 'ERR_BLOB_NOT_FOUND' });
  await expect(store.folder(unknown)).rejects.toMatchObject({ code: 'ERR_BLOB_NOT_FOUND' });
});
