import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import yazl from 'yazl';
import { makeRawZip, type RawEntry } from '../fixtures/raw-zip.ts';
import { unpackZip } from './unpack.ts';

const FILE = 0o100644;
const LINK = 0o120777;
let outer: string;
let folder: string;

beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'brume-zip-'));
  folder = join(outer, 'task');
  await mkdir(folder);
  onTestFinished(() => rm(outer, { recursive: true, force: true }));
});

const unpack = (entries: readonly RawEntry[]): Promise<number> =>
  unpackZip(makeRawZip(entries), folder);

describe('unpacks', () => {
  it('files, folders and their modes', async () => {
    const sizeBytes = await unpack([
      { name: 'src/', mode: 0o040755 },
      { name: 'src/run', content: 'abc', mode: 0o100755, deflate: true },
      { name: './deep//a/b.txt', content: 'defg', mode: 0o100600 },
    ]);
    expect(sizeBytes).toBe(7);
    expect(await readFile(join(folder, 'src/run'), 'utf8')).toBe('abc');
    expect((await stat(join(folder, 'src/run'))).mode & 0o7777).toBe(0o755);
    expect((await stat(join(folder, 'deep/a/b.txt'))).mode & 0o7777).toBe(0o600);
  });

  it('modes of zips made without Unix as readable, and never setuid', async () => {
    await unpack([
      { name: 'dos', content: '1' },
      { name: 'suid', content: '2', mode: 0o104755 },
    ]);
    expect((await stat(join(folder, 'dos'))).mode & 0o7777).toBe(0o644);
    expect((await stat(join(folder, 'suid'))).mode & 0o7777).toBe(0o755);
  });

  it('times, which compiled files refer to', async () => {
    const zip = new yazl.ZipFile();
    const mtime = new Date('2024-02-29T12:34:57Z');
    zip.addBuffer(Buffer.from('1'), 'dated', { mtime });
    zip.end();
    await unpackZip(await buffer(zip.outputStream), folder);
    expect((await stat(join(folder, 'dated'))).mtime).toEqual(mtime);
    await unpackZip(makeRawZip([{ name: 'undated' }]), folder);
    expect((await stat(join(folder, 'undated'))).size).toBe(0);
  });

  it('a file that nobody may read as it is', async () => {
    await unpack([{ name: 'secret', content: '1', mode: 0o100000 }]);
    expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0);
  });

  it('symlinks that stay inside', async () => {
    await unpack([
      { name: 'node_modules/.bin/tool', content: '../tool/cli.js', mode: LINK },
      { name: 'node_modules/tool/cli.js', content: 'x', mode: FILE },
      { name: 'chain', content: 'node_modules/.bin/tool', mode: LINK },
      { name: 'dangling', content: 'nowhere', mode: LINK },
    ]);
    expect(await readlink(join(folder, 'node_modules/.bin/tool'))).toBe('../tool/cli.js');
    expect(await readFile(join(folder, 'chain'), 'utf8')).toBe('x');
  });

  it('zip64', async () => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from('big'), 'big.txt', { forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: '' });
    await unpackZip(await buffer(zip.outputStream), folder);
    expect(await readFile(join(folder, 'big.txt'), 'utf8')).toBe('big');
  });
});

describe('refuses', () => {
  it.each<[string, readonly RawEntry[], string]>([
    ['a way out', [{ name: '../evil', content: '1' }], 'The entry "../evil" leaves the folder.'],
    ['a way out in the middle', [{ name: 'a/../../evil', content: '1' }], 'leaves the folder'],
    ['an absolute name', [{ name: '/etc/passwd', content: '1' }], 'has an absolute name'],
    ['a drive', [{ name: 'C:/evil', content: '1' }], 'has an absolute name'],
    ['a backslash', [{ name: '..\\evil', content: '1' }], 'has a backslash'],
    ['a NUL', [{ name: 'a\0b', content: '1' }], 'has a NUL'],
    ['no name', [{ name: '', content: '1' }], 'has no name'],
    ['a name of 300 characters', [{ name: 'x'.repeat(300), content: '1' }], 'too long'],
    [
      'a name twice',
      [
        { name: 'a', content: '1' },
        { name: './a', content: '2' },
      ],
      '"a" is there twice',
    ],
    [
      'a file and a folder of one name',
      [
        { name: 'a', content: '1' },
        { name: 'a/', mode: 0o040755 },
      ],
      'there twice',
    ],
    [
      'a file below a file',
      [
        { name: 'a', content: '1' },
        { name: 'a/b', content: '2' },
      ],
      'lies below "a", which is a file',
    ],
    [
      'an absolute symlink',
      [{ name: 'l', content: '/etc', mode: LINK }],
      'The symlink "l" leaves the folder',
    ],
    ['a symlink upwards', [{ name: 'd/l', content: '../..', mode: LINK }], 'leaves the folder'],
    [
      'symlinks that leave together',
      [
        { name: 'd/x', content: '..', mode: LINK },
        { name: 'y', content: 'd/x/../etc', mode: LINK },
      ],
      '"y" leaves the folder',
    ],
    [
      'symlinks in a circle',
      [
        { name: 'a', content: 'b', mode: LINK },
        { name: 'b', content: 'a', mode: LINK },
      ],
      'leaves the folder',
    ],
    [
      'a file behind a symlink',
      [
        { name: 'l', content: '.', mode: LINK },
        { name: 'l/f', content: '1' },
      ],
      'lies below "l", which is a symlink',
    ],
    ['an empty symlink', [{ name: 'l', content: '', mode: LINK }], 'leads nowhere'],
    ['a device', [{ name: 'dev', mode: 0o020666 }], 'is a device'],
    ['encryption', [{ name: 'a', content: '1', deflate: true, flags: 0x801 }], 'is encrypted'],
    ['an unknown method', [{ name: 'a', content: '1', method: 12 }], 'unknown method 12'],
    [
      'entries that share their data',
      [
        { name: 'a', content: 'x'.repeat(99), deflate: true },
        { name: 'b', content: 'x'.repeat(99), deflate: true, sameDataAs: 0 },
      ],
      'overlaps another',
    ],
  ])('%s', async (_what, entries, message) => {
    await expect(unpack(entries)).rejects.toMatchObject({
      name: 'InvalidCode',
      reason: 'unsafe-entry',
      message: expect.stringContaining(message),
    });
    expect(await readdir(outer)).toEqual(['task']);
  });

  it.each<[string, Buffer]>([
    ['text', Buffer.from('hello')],
    ['a zip cut off', makeRawZip([{ name: 'a', content: 'abc' }]).subarray(0, -10)],
    [
      'a size that is too small',
      makeRawZip([{ name: 'a', content: 'x'.repeat(9999), deflate: true, declaredBytes: 5 }]),
    ],
    [
      'a size that is too large',
      makeRawZip([{ name: 'a', content: 'abc', deflate: true, declaredBytes: 500 }]),
    ],
    ['damaged data', makeRawZip([{ name: 'a', content: 'not deflated', method: 8 }])],
  ])('what is no whole zip: %s', async (_what, zip) => {
    await expect(unpackZip(zip, folder)).rejects.toMatchObject({
      reason: 'not-a-zip',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
  });

  it.each<[string, readonly RawEntry[]]>([
    ['no entries', []],
    ['only folders', [{ name: 'a/', mode: 0o040755 }]],
  ])('a zip with %s', async (_what, entries) => {
    await expect(unpack(entries)).rejects.toMatchObject({
      reason: 'empty',
      message: 'Uploaded file must be a non-empty zip',
    });
  });

  it('more than 262144000 bytes by what the headers say', async () => {
    await expect(
      unpack([{ name: 'a', content: 'x', declaredBytes: 262144001, deflate: true }]),
    ).rejects.toMatchObject({
      reason: 'unzipped-too-large',
      message: 'Unzipped size must be smaller than 262144000 bytes',
    });
  });

  it('a bomb whose headers lie, long before it is unpacked', async () => {
    const bomb = makeRawZip([
      { name: 'bomb', content: Buffer.alloc(50_000_000), deflate: true, declaredBytes: 100 },
    ]);
    expect(bomb.length).toBeLessThan(60_000);
    await expect(unpackZip(bomb, folder)).rejects.toMatchObject({ name: 'InvalidCode' });
    const written = await stat(join(folder, 'bomb')).then(
      (stats) => stats.size,
      () => 0,
    );
    expect(written).toBeLessThan(1_000_000);
  });
});
