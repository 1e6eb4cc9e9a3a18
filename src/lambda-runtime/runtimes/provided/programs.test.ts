/** Real programs: a function written with the published aws-lambda-go, a shell script, Rust without crates. */
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { makeFunction, makeZip } from '../../fixtures/deployment.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../../fixtures/fixture.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import type { FunctionVersion } from '../../interface.ts';
import { compileGo, compileRust } from './fixtures/compile.ts';

const COMPILE_LIMIT_MS = 300_000;
const SHELL = `#!/bin/sh
set -eu
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  headers="$TMPDIR/headers"
  event=$(curl -sSf -D "$headers" "$api/next")
  id=$(sed -n 's/^lambda-runtime-aws-request-id: \\([^ \\r]*\\).*/\\1/ip' "$headers")
  echo "hello from the shell"
  curl -sSf -o /dev/null "$api/$id/response" -d "{\\"event\\":$event,\\"handler\\":\\"$_HANDLER\\"}"
done
`;

async function deploy(
  fixture: Fixture,
  name: string,
  program: string | Buffer,
  overrides: Partial<FunctionVersion>,
): Promise<FunctionVersion> {
  const { codeId } = await fixture.runtime.storeCode(await makeZip({ [name]: program }, 0o100755));
  return makeFunction({ codeId, configId: name, handler: name, timeoutMs: 20_000, ...overrides });
}

interface Greeting {
  greeting: string;
  invocations: number;
}

describe.skipIf(!hasProgram('go', 'version'))('a program with aws-lambda-go', () => {
  it.each([
    { runtime: 'provided.al2023', name: 'bootstrap', tags: 'lambda.norpc', executionEnv: '' },
    { runtime: 'provided.al2', name: 'bootstrap', tags: 'lambda.norpc', executionEnv: '' },
    // As built for go1.x for years: with the old RPC server inside, the handler's name on the file.
    { runtime: 'go1.x', name: 'hello', tags: 'none', executionEnv: 'AWS_Lambda_go1.x' },
  ])('runs on $runtime', { timeout: COMPILE_LIMIT_MS }, async (of) => {
    const program = await compileGo(of.tags);
    const fixture = await openFixture();
    const fn = await deploy(fixture, of.name, program, { runtime: of.runtime });
    const request = {
      requestId: REQUEST_ID,
      clientContext: '{"client":{"app_title":"titles"}}',
      logTail: true,
    };
    const first = await fixture.invoke(fn, { name: 'John' }, request);
    expect(json(first.payload)).toEqual({
      greeting: 'Hello, John!',
      requestId: REQUEST_ID,
      arn: fn.arn,
      hasDeadline: true,
      title: 'titles',
      executionEnv: of.executionEnv,
      invocations: 1,
    });
    expect(text(first.logTail ?? new Uint8Array())).toContain('\nhello from go, John\nEND');

    const warm = json<Greeting>((await fixture.invoke(fn, { name: 'Jane' })).payload);
    expect(warm).toMatchObject({ greeting: 'Hello, Jane!', invocations: 2 });

    const failed = await fixture.invoke(fn, { do: 'fail' });
    expect(failed.functionError).toBe('Unhandled');
    expect(json(failed.payload)).toEqual({
      errorMessage: 'no such name',
      errorType: 'errorString',
    });
  });

  it('answers a panic with its trace, and begins anew', { timeout: COMPILE_LIMIT_MS }, async () => {
    const program = await compileGo('lambda.norpc');
    const fixture = await openFixture();
    const fn = await deploy(fixture, 'bootstrap', program, { runtime: 'provided.al2023' });
    const result = await fixture.invoke(fn, { do: 'panic' });
    expect(result.functionError).toBe('Unhandled');
    expect(json(result.payload)).toMatchObject({
      errorMessage: 'out of names',
      errorType: 'string',
      stackTrace: expect.arrayContaining([expect.objectContaining({ label: 'handle' })]),
    });
    const next = json<Greeting>((await fixture.invoke(fn, { name: 'John' })).payload);
    expect(next).toMatchObject({ greeting: 'Hello, John!', invocations: 1 });
  });
});

describe.skipIf(!hasProgram('rustc', '--version'))('a program in Rust', () => {
  it('runs as bootstrap', { timeout: COMPILE_LIMIT_MS }, async () => {
    const program = await compileRust();
    const fixture = await openFixture();
    const fn = await deploy(fixture, 'bootstrap', program, { runtime: 'provided.al2023' });
    for (const n of [1, 2, 3])
      expect(await fixture.call(fn, { n })).toEqual({ event: { n }, from: 'rust' });
    expect(await fixture.logOf(fn)).toContain('hello from rust\n');
  });
});

describe.skipIf(!hasProgram('curl', '--version'))('a shell script with curl', () => {
  it('runs as bootstrap', async () => {
    const fixture = await openFixture();
    const fn = await deploy(fixture, 'bootstrap', SHELL, { runtime: 'provided.al2' });
    for (const n of [1, 2])
      expect(await fixture.call(fn, { n })).toEqual({ event: { n }, handler: 'bootstrap' });
    expect(await fixture.logOf(fn)).toContain('hello from the shell\n');
  });
});
