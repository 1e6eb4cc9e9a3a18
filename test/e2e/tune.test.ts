/** `brume tune` on a real Brume. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../bench/zip.ts';
import { createClient } from '../../src/stack/client.ts';
import { type BrumeProcess, LAUNCHER, startBrume, withoutAws } from '../handbook/brume-process.ts';

/** Works for as long as the event says, by the processor time that it gets. */
const HANDLER = `exports.handler = async ({ workMs = 1, fail }) => {
  if (fail && process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE === fail) throw new RangeError('too small');
  const begin = process.cpuUsage();
  for (let used = 0; used < workMs * 1000; ) {
    const { user, system } = process.cpuUsage(begin);
    used = user + system;
  }
};`;

let folder: string;
let brume: BrumeProcess;
let lambda: LambdaClient;
const env = { ...withoutAws(process.env) };
const wordsOf = (words: readonly string[]): string[] => [
  LAUNCHER,
  'tune',
  ...words,
  '--port',
  String(brume.port),
];

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const tune = (...words: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, wordsOf(words), { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

/** What others see of the function. */
async function seen(): Promise<{ memoryMb: number | undefined; versions: unknown[] }> {
  const FunctionName = 'work';
  const { MemorySize } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  return { memoryMb: MemorySize, versions: Versions!.map((each) => each.Version) };
}
const UNTOUCHED = { memoryMb: 320, versions: ['$LATEST', '1'] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brume-tune-'));
  brume = await startBrume(folder);
  lambda = createClient(LambdaClient, {
    endpoint: `http://localhost:${brume.port}`,
    region: 'us-east-1',
  });
  const FunctionName = 'work';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/x',
      MemorySize: 320,
      Timeout: 60,
      Code: { ZipFile: await zipOf({ 'index.js': HANDLER }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  await lambda.send(new PublishVersionCommand({ FunctionName }));
});
afterAll(async () => {
  lambda?.destroy();
  await brume?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('brume tune', () => {
  it('measures sizes with their share of a processor, and leaves the function as it was', async () => {
    const { code, stdout, stderr } = await tune(
      ...['work', '--memory', '1024,128', '--invocations', '5', '--payload', '{"workMs":20}'],
      ...['--output', 'json'],
    );
    expect(stderr).toMatch(/^128 MB: [\d.]+ ms\n1024 MB: [\d.]+ ms$/m);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as {
      power: number;
      stats: { averageDuration: number; value: number }[];
    };
    expect(result).toEqual({
      power: expect.any(Number),
      cost: expect.any(Number),
      duration: expect.any(Number),
      stateMachine: {
        executionCost: 0.0003,
        lambdaCost: expect.any(Number),
        visualization: expect.stringMatching(
          /^https:\/\/lambda-power-tuning\.show\/#gAAABA==;\S{12};\S{12}$/,
        ),
      },
      stats: [
        { value: 128, averagePrice: expect.any(Number), averageDuration: expect.any(Number) },
        { value: 1024, averagePrice: expect.any(Number), averageDuration: expect.any(Number) },
      ],
    });
    // Eight times the processor; where cgroups cannot hold the share, a warning said so.
    const [small, large] = result.stats;
    if (!stderr.includes('WARNING: functions have the whole processor'))
      expect(small!.averageDuration / large!.averageDuration).toBeGreaterThan(1.5);
    expect(await seen()).toEqual(UNTOUCHED);
  });

  it('prints a table and a chart', async () => {
    await writeFile(join(folder, 'event.json'), '{"workMs":1}');
    const { code, stdout } = await tune(
      ...['work', '--memory', '256, 512', '-n', '2', '--payload-file', 'event.json'],
      ...['--parallel', '--strategy', 'speed'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}A {5}256 {3}0\.14 +[\d.]+ +[\d.]+/m);
    expect(stdout).toMatch(/^ {2}B {5}512 {3}0\.29 +[\d.]+ +[\d.]+/m);
    expect(stdout).toMatch(/\$ per million\n.*┤/);
    expect(stdout).toMatch(/^Fastest: (256|512) MB, [\d.]+ ms, \$[\d.]+ per million/m);
    expect(await seen()).toEqual(UNTOUCHED);
  });

  it('tidies up when the function fails at a size, and says at which', async () => {
    const { code, stdout, stderr } = await tune(
      ...['work', '--memory', '128,256', '-n', '1', '--payload', '{"fail":"256"}'],
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/ERROR ERR_TUNE: With 256 MB the function failed: .*"too small"/);
    expect(await seen()).toEqual(UNTOUCHED);
  });

  it('tidies up on Ctrl-C', async () => {
    const child = spawn(
      process.execPath,
      wordsOf(['work', '--memory', '2048,128', '-n', '50', '--payload', '{"workMs":1000}']),
      { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await expect.poll(async () => (await seen()).versions.length, { timeout: 20_000 }).toBe(4);
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toContain('ERROR ERR_INTERRUPTED');
    expect(code).toBe(130);
    expect(await seen()).toEqual(UNTOUCHED);
  });

  it('leaves alone what somebody else has changed meanwhile', async () => {
    const running = tune('work', '--memory', '128', '-n', '3', '--payload', '{"workMs":30}');
    await expect.poll(async () => (await seen()).versions.length, { timeout: 20_000 }).toBe(3);
    await expect.poll(async () => (await seen()).memoryMb).toBe(320);
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'work', MemorySize: 333 }),
    );
    expect(await running).toMatchObject({ code: 0 });
    expect(await seen()).toEqual({ ...UNTOUCHED, memoryMb: 333 });
  });

  it.each([
    [['work', '--memory', '127'], '--memory got "127".'],
    [['work', '--memory', '128,,256'], '--memory got "".'],
    [['work', '--memory', '1e3'], '--memory got "1e3".'],
    [['work', '--memory', '99999999999999999999'], '--memory got "99999999999999999999".'],
    [['work', '--invocations', '0'], '--invocations got "0".'],
    [['work', '--payload', '{'], 'The payload is not JSON'],
    [['work', '--payload', '{}', '--payload-file', 'x'], 'are two payloads'],
    [['work', '--strategy', 'luck'], 'There is no strategy "luck".'],
    [['work', '--strategy', 'balanced', '--balanced-weight', '2'], '--balanced-weight got "2".'],
    [['work', '--balanced-weight', '0.1'], 'no meaning without --strategy balanced'],
    [['work', '--output', 'yaml'], 'There is no output "yaml".'],
    [['work:1'], '"work:1" names a version or an alias.'],
    [[], 'A word is missing.'],
    [['work', 'more'], '"more" is one word too many.'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await tune(...words);
    expect(stderr).toContain('ERROR ERR_USAGE: ');
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('says what AWS says of a function that is not there, and which file cannot be read', async () => {
    expect((await tune('nobody')).stderr).toContain('ResourceNotFoundException');
    expect((await tune('work', '--payload-file', 'none.json')).stderr).toContain(
      'ERR_NO_EVENT_FILE',
    );
  });
});
