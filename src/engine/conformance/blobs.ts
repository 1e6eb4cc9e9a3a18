import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIds } from '../../platform/ids.ts';
import { newBlobId } from '../blob-digest.ts';
import type { Subject } from './describe-engine.ts';
import { bytes } from './rows.ts';

async function all(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

async function ids(listed: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const id of listed) found.push(id);
  return found;
}

export function describeBlobs(subject: () => Subject): void {
  describe('a blob', () => {
    it('is named by its content and comes back whole', async () => {
      const { blobs } = subject().engine;
      const created = await blobs.create([bytes('hello '), bytes(''), bytes('world')]);
      const sha256 = createHash('sha256').update('hello world').digest();
      const md5 = createHash('md5').update('hello world').digest();
      expect(created).toEqual({ id: sha256.toString('hex'), sizeBytes: 11, sha256, md5 });
      expect(await all(blobs.read(created.id))).toBe('hello world');
      expect(await blobs.has(created.id)).toBe(true);
    });

    it('may be empty, and may be large', async () => {
      const { blobs } = subject().engine;
      const empty = await blobs.create([]);
      expect(await all(blobs.read(empty.id))).toBe('');
      const mebibyte = Buffer.alloc(2 ** 20, 'x');
      const large = await blobs.create(
        (async function* () {
          for (let n = 0; n < 8; n++) yield mebibyte;
        })(),
      );
      expect(large.sizeBytes).toBe(8 * 2 ** 20);
      expect((await all(blobs.read(large.id))).length).toBe(large.sizeBytes);
    });

    it('is read in part, the end included', async () => {
      const { blobs } = subject().engine;
      const { id } = await blobs.create([bytes('0123456789')]);
      expect(await all(blobs.read(id, { start: 2, end: 4 }))).toBe('234');
      expect(await all(blobs.read(id, { start: 8, end: 100 }))).toBe('89');
      expect(await all(blobs.read(id, { start: 50, end: 60 }))).toBe('');
      expect(await all(blobs.read(id, { start: 4, end: 3 }))).toBe('');
    });

    it('is gone once removed, and can come again', async () => {
      const { blobs } = subject().engine;
      const { id } = await blobs.create([bytes('again')]);
      await blobs.remove(id);
      await blobs.remove(id);
      expect(await blobs.has(id)).toBe(false);
      await expect(all(blobs.read(id))).rejects.toMatchObject({ code: 'ERR_BLOB_NOT_FOUND' });
      await blobs.create([bytes('again')]);
      expect(await all(blobs.read(id))).toBe('again');
    });

    it('may be named by its owner, who finds it again', async () => {
      const { blobs } = subject().engine;
      const [one, two] = [newBlobId(createIds()), newBlobId(createIds())];
      await blobs.create([bytes('named by its content')]);
      expect(await blobs.write(one, [bytes('same '), bytes('bytes')])).toBe(10);
      await blobs.write(two, [bytes('same bytes')]);
      expect(await all(blobs.read(one, { start: 5, end: 9 }))).toBe('bytes');
      expect((await ids(blobs.listNamed())).toSorted()).toEqual([one, two].toSorted());
      await blobs.remove(one);
      expect(await all(blobs.read(two))).toBe('same bytes');
      expect(await ids(blobs.listNamed())).toEqual([two]);
      await expect(blobs.write('../x', [])).rejects.toMatchObject({ code: 'ERR_BLOB_NAME' });
    });

    it('may have a second name, which outlives the first', async () => {
      const { blobs } = subject().engine;
      const [one, two] = [newBlobId(createIds()), newBlobId(createIds())];
      await blobs.write(one, [bytes('shared')]);
      expect(await blobs.copy(one, two)).toBe(true);
      await blobs.remove(one);
      expect(await all(blobs.read(two))).toBe('shared');
      expect(await blobs.copy(one, newBlobId(createIds()))).toBe(false);
    });

    it('is absent when its source fails half-way', async () => {
      const { blobs } = subject().engine;
      const error = new Error('the client went away');
      const broken = blobs.create(
        (async function* () {
          yield bytes('first');
          throw error;
        })(),
      );
      await expect(broken).rejects.toBe(error);
      expect(await blobs.has(createHash('sha256').update('first').digest('hex'))).toBe(false);
    });

    it('is made once by many at the same time', async () => {
      const { blobs } = subject().engine;
      const made = await Promise.all(
        Array.from({ length: 20 }, () => blobs.create([bytes('same')])),
      );
      expect(new Set(made.map((each) => each.id)).size).toBe(1);
      expect(await all(blobs.read(made[0]?.id as string))).toBe('same');
    });

    it.each(['', 'x', '../format.json', 'tmp', '..', '/etc/passwd', `${'a'.repeat(63)}/`])(
      'is not found under the name %j',
      async (id) => {
        const { blobs } = subject().engine;
        expect(await blobs.has(id)).toBe(false);
        await blobs.remove(id);
        await expect(all(blobs.read(id))).rejects.toMatchObject({ code: 'ERR_BLOB_NOT_FOUND' });
        await blobs.create([bytes('still works')]);
      },
    );
  });
}
