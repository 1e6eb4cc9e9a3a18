/** The machine's own npm against a registry on the loopback, which holds a make-believe Node.js. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createRuntimeCatalog } from '../catalog.ts';
import { refuseRuntime } from '../unsupported.ts';
import { fetchNode } from './fetch.ts';
import { findNodePackage } from './versions.ts';

const NAME = findNodePackage(process.platform, process.arch) ?? '';

function tarEntry(name: string, content: string, mode: number): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  head.write('0000000\0'.repeat(2), 108);
  head.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0        0', 136);
  head.write('ustar\x0000', 257);
  head.write(
    `${head
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

function makePackage(version: string): Buffer {
  const program = `#!/bin/sh\necho v${version}\n`;
  return gzipSync(
    Buffer.concat([
      tarEntry(
        'package/package.json',
        JSON.stringify({ name: NAME, version, bin: { node: 'bin/node' } }),
        0o644,
      ),
      tarEntry('package/bin/node', program, 0o755),
      Buffer.alloc(1024),
    ]),
  );
}

async function open(options: { broken?: boolean } = {}): Promise<{ cacheDir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-fetch-'));
  const version = '16.99.1';
  const tarball = makePackage(version);
  const server = createServer((request, response) => {
    if (options.broken) {
      response.writeHead(404).end('{}');
      return;
    }
    if (request.url?.endsWith('.tgz')) {
      response.end(tarball);
      return;
    }
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: `http://${request.headers.host}/${NAME}.tgz`, integrity };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        name: NAME,
        'dist-tags': { latest: version },
        versions: { [version]: { name: NAME, version, dist, bin: { node: 'bin/node' } } },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = { ...process.env };
  process.env['npm_config_registry'] =
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  process.env['npm_config_cache'] = join(dir, 'npm');
  onTestFinished(async () => {
    process.env = before;
    server.close();
    await rm(dir, { recursive: true, force: true });
  });
  return { cacheDir: join(dir, 'cache') };
}

it(
  'puts a runtime into the cache, whole, also when two fetch at once',
  { timeout: 60_000 },
  async () => {
    const { cacheDir } = await open();
    const [one, two] = await Promise.all([fetchNode(16, cacheDir), fetchNode(16, cacheDir)]);
    expect(one).toEqual(two);
    expect(one.version).toBe('16.99.1');
    expect(await readdir(join(cacheDir, 'runtimes'))).toEqual([
      `nodejs16.x-${process.platform}-${process.arch}`,
    ]);
  },
);

it(
  'says what to do when there is none, and leaves nothing half done',
  { timeout: 60_000 },
  async () => {
    const { cacheDir } = await open({ broken: true });
    await expect(fetchNode(16, cacheDir)).rejects.toMatchObject({
      code: 'ERR_RUNTIME_MISSING',
      message: expect.stringMatching(/^Node\.js 16 is not here and could not be fetched: .*404/),
      hint: expect.stringContaining('npm'),
    });
    expect(await readdir(join(cacheDir, 'runtimes'))).toEqual([]);
  },
);

it(
  'fetches once for all who wait, and tries again after a failure',
  { timeout: 60_000 },
  async () => {
    const { cacheDir } = await open({ broken: true });
    const family = createRuntimeCatalog(cacheDir).get('nodejs18.x');
    const results = await Promise.allSettled([
      family.prepare('nodejs18.x'),
      family.prepare('nodejs18.x'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(results[0]).toEqual(results[1]);
    await expect(family.prepare('nodejs18.x')).rejects.toMatchObject({
      code: 'ERR_RUNTIME_MISSING',
    });
  },
);

it('lists what is here and what can be had', async () => {
  const { cacheDir } = await open({ broken: true });
  const statuses = await createRuntimeCatalog(cacheDir).statuses();
  const of = (runtime: string) => statuses.find((status) => status.runtime === runtime);
  expect(of('nodejs24.x')).toMatchObject({
    state: 'found',
    version: expect.stringMatching(/^24\./),
  });
  expect(of('nodejs22.x')).toMatchObject({ state: 'fetchable' });
  expect(of('provided.al2023')).toMatchObject({ state: 'found' });
});

it.each(['nodejs16.x', 'nodejs14.x', 'python3.7', 'java8'])(
  'refuses the ended %s in AWS’s words',
  (runtime) => {
    expect(() => refuseRuntime(runtime)).toThrow(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  },
);

it('refuses what it has never heard of', () => {
  expect(() => createRuntimeCatalog('/nowhere').get('cobol1.x')).toThrow(
    'Brume does not run functions of the runtime cobol1.x.',
  );
});
