/**
 * What can be tested without .NET: finding it, the command line, advice and refusals. The `dotnet` here is
 * a shell script that speaks the Runtime API as Amazon.Lambda.RuntimeSupport would.
 */
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { json } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
import { createRuntimeCatalog } from '../catalog.ts';
import { findDotnet } from './locate.ts';

const SCRIPT = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  event=$(curl -sSf -D "$TMPDIR/headers" "$api/next")
  id=$(sed -n 's/^lambda-runtime-aws-request-id: \\([^ \\r]*\\).*/\\1/ip' "$TMPDIR/headers")
  curl -sSf -o /dev/null "$api/$id/response" -d "{\\"event\\":$event,\\"program\\":\\"$1\\",\\"env\\":\\"$AWS_EXECUTION_ENV\\"}"
done
`;

async function open(...versions: string[]): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'brume-dotnet-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await chmod(root, 0o755); // functions may run as another user
  await writeFile(join(root, 'dotnet'), SCRIPT);
  await chmod(root, 0o755); // functions are other users
  await chmod(join(root, 'dotnet'), 0o755);
  for (const version of versions)
    await mkdir(join(root, 'shared/Microsoft.NETCore.App', version), { recursive: true });
  return root;
}

describe('a .NET runtime', () => {
  it('is found by DOTNET_ROOT, by PATH, in the usual places; the newest of its major version', async () => {
    const root = await open('6.0.36', '8.0.9', '8.0.11');
    expect(await findDotnet(8, { DOTNET_ROOT: root }, [])).toEqual({ root, version: '8.0.11' });
    expect(await findDotnet(6, { PATH: `:/nowhere:${root}` }, [])).toEqual({
      root,
      version: '6.0.36',
    });
    expect(await findDotnet(8, {}, ['/nowhere', root])).toEqual({ root, version: '8.0.11' });
    expect(await findDotnet(10, { DOTNET_ROOT: root }, [root])).toBeUndefined();
  });

  it('is passed over when it has no shared framework', async () => {
    expect(await findDotnet(8, {}, [await open()])).toBeUndefined();
  });

  it('is advised on when it is not here', async () => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('DOTNET_ROOT', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    const family = createRuntimeCatalog('/nowhere').get('dotnet8');
    const status = await family.status('dotnet8');
    if (status.state === 'found') return; // this machine has it in one of the usual places
    expect(status.advice).toBe(
      'Install the .NET 8 runtime, so that dotnet --list-runtimes names it, or set DOTNET_ROOT to it.',
    );
    await expect(family.prepare('dotnet8')).rejects.toMatchObject({
      code: 'ERR_RUNTIME_MISSING',
      message: '.NET 8 is not here.',
    });
  });
});

describe('a .NET function', () => {
  beforeEach(async () => {
    vi.stubEnv('DOTNET_ROOT', await open('6.0.36', '8.0.11', '10.0.1'));
    return () => void vi.unstubAllEnvs();
  });

  it.each(['dotnet6', 'dotnet8', 'dotnet10'])('that is a program runs on %s', async (runtime) => {
    const { deploy, call } = await openFixture();
    const fn = await deploy({ 'Hello.dll': '' }, { runtime, handler: 'Hello', timeoutMs: 20_000 });
    expect(await call(fn, { n: 1 })).toEqual({
      event: { n: 1 },
      program: expect.stringMatching(/\/Hello\.dll$/),
      env: `AWS_Lambda_${runtime}`,
    });
  });

  it.each([
    [
      'is a class library',
      'Hello::Hello.Function::Handle',
      /executable assemblies, not class libraries such as Hello::Hello\.Function::Handle\. .* set the handler to the assembly's name: Hello$/,
    ],
    ['is not there', 'Other', /Could not find the specified handler assembly .*'Other, Culture/],
    ['is elsewhere', '../../Hello', /Could not find the specified handler assembly/],
  ])('that %s is refused', async (_what, handler, message) => {
    const { deploy, invoke } = await openFixture();
    const result = await invoke(await deploy({ 'Hello.dll': '' }, { runtime: 'dotnet8', handler }));
    expect(result.functionError).toBe('Unhandled');
    expect(json(result.payload)).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringMatching(message),
    });
  });
});
