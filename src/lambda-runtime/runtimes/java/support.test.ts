import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRuntimeCatalog } from '../catalog.ts';
import { prepareArchive, prepareJavaSupport } from './support.ts';

async function open(mvn?: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-java-'));
  const bin = join(dir, 'bin');
  await mkdir(bin);
  if (mvn !== undefined) {
    await writeFile(join(bin, 'mvn'), `#!/bin/sh\n${mvn}\n`);
    await chmod(join(bin, 'mvn'), 0o755);
  }
  vi.stubEnv('PATH', mvn === undefined ? bin : `${bin}:/usr/bin:/bin`);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true, force: true });
  });
  return dir;
}

it.each<[string, string | undefined, RegExp]>([
  ['there is no Maven', undefined, /could not be fetched: Maven \(mvn\) is not here\./],
  [
    'Maven fails',
    'echo "[ERROR] no network"; exit 1',
    /could not be fetched: \[ERROR\] no network$/,
  ],
  [
    'Maven brings something else',
    'for each in "$@"; do case "$each" in -DoutputDirectory=*) dir="${each#*=}";; esac; done; for name in core-1.4.0 serialization-1.4.1; do echo no > "$dir/aws-lambda-java-$name.jar"; done',
    /aws-lambda-java-core-1\.4\.0\.jar is not the file that was published/,
  ],
])('says what to do when %s, and leaves nothing half done', async (_what, mvn, message) => {
  const dir = await open(mvn);
  await expect(prepareJavaSupport(dir)).rejects.toMatchObject({
    code: 'ERR_RUNTIME_MISSING',
    message: expect.stringMatching(message),
    hint: expect.stringContaining(
      'mvn dependency:get -Dartifact=com.amazonaws:aws-lambda-java-core',
    ),
  });
  expect(await readdir(join(dir, 'runtimes'))).toEqual([]);
});

it('runs without an archive where the JDK cannot make one', async () => {
  const dir = await open();
  const jdk = { home: join(dir, 'nowhere'), version: '17.0.1' };
  expect(await prepareArchive(jdk, dir)).toMatch(/17\.0\.1-[0-9a-f]{8}\.jsa$/);
  expect(await readdir(dir)).toEqual(['bin']);
});

it('advises on a Java that is not here', async () => {
  const family = createRuntimeCatalog(await open()).get('java21');
  const status = await family.status('java21');
  if (status.state === 'found') return; // this machine has it in one of the usual places
  expect(status.advice).toContain('openjdk-21');
  await expect(family.prepare('java21')).rejects.toMatchObject({
    code: 'ERR_RUNTIME_MISSING',
    message: 'Java 21 is not here.',
    hint: expect.stringContaining('JAVA_HOME'),
  });
});
