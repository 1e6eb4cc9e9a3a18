/** The CLI as a person uses it: real processes, one Brume for most of the file. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../bench/zip.ts';
import { type BrumeProcess, LAUNCHER, startBrume, withoutAws } from '../handbook/brume-process.ts';

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

let folder: string;
let brume: BrumeProcess;

function brumeCli(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [LAUNCHER, ...words],
      {
        cwd: folder,
        env: { ...withoutAws(process.env), BRUME_CACHE_DIR: join(folder, 'cache'), ...env },
      },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const on = (...words: string[]): Promise<Ended> =>
  brumeCli([...words, '--port', String(brume.port)]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brume-cli-'));
  brume = await startBrume(folder);
});
afterAll(async () => {
  await brume.stop();
  await rm(folder, { recursive: true, force: true });
});

async function createFunction(name: string, source: string): Promise<void> {
  const zip = await zipOf({ 'index.js': source });
  const response = await fetch(`http://localhost:${brume.port}/2015-03-31/functions`, {
    method: 'POST',
    body: JSON.stringify({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/x',
      Code: { ZipFile: zip.toString('base64') },
    }),
  });
  expect(response.status).toBe(201);
}

describe('a running Brume', () => {
  test('status tells what runs, also as JSON', async () => {
    expect((await on('status')).stdout).toContain(`http://localhost:${brume.port}`);
    const { stdout } = await on('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      command: 'status',
      status: 'ok',
      data: { edition: 'brume', account: '123456789012', region: 'us-east-1', state: 'memory' },
    });
  });

  test('env prints what shells and programs can read', async () => {
    const { stdout } = await on('env');
    expect(stdout).toContain(`export AWS_ENDPOINT_URL=http://localhost:${brume.port}\n`);
    const config = /export AWS_CONFIG_FILE=(.+)\n/.exec(stdout)![1]!;
    expect(await readFile(config, 'utf8')).toContain('cli_binary_format = raw-in-base64-out');
    expect((await on('env', '--shell', 'fish')).stdout).toContain('set -gx AWS_REGION us-east-1');
    expect((await on('env', '--shell', 'powershell')).stdout).toContain(
      "$env:AWS_REGION = 'us-east-1'",
    );
    expect(JSON.parse((await on('env', '-o', 'json')).stdout)).toHaveProperty(
      'AWS_ACCESS_KEY_ID',
      'test',
    );
    await on('env', '--write', '.env');
    expect(await readFile(join(folder, '.env'), 'utf8')).toContain(
      `AWS_ENDPOINT_URL=http://localhost:${brume.port}\n`,
    );
    expect((await on('env', '--shell', 'tcsh')).code).toBe(2);
  });

  test('invoke runs a function; logs shows what it said', async () => {
    await createFunction(
      'cli-echo',
      `exports.handler = async (event) => { console.log('saw', event.name); return event; };`,
    );
    await writeFile(join(folder, 'event.json'), '{"name":"file"}');
    const fromFile = await on('invoke', 'cli-echo', '-e', 'event.json', '--tail');
    expect(fromFile).toMatchObject({ code: 0, stdout: '{"name":"file"}\n' });
    expect(fromFile.stderr).toMatch(/START RequestId[^]*saw file[^]*REPORT RequestId/);
    expect((await on('invoke', 'cli-echo', '-e', '{"name":"inline"}', '--json')).stdout).toContain(
      '"payload":{"name":"inline"}',
    );
    const { stdout } = await on('logs', 'cli-echo');
    expect(stdout).toMatch(/saw file[^]*saw inline/);
    expect((await on('logs', '--filter', 'inline')).stdout).not.toContain('saw file');
  });

  test('invoke ends with 1 when the function fails, and says what AWS said when it is not there', async () => {
    await createFunction(
      'cli-fail',
      `exports.handler = async () => { throw new TypeError('no'); };`,
    );
    const failed = await on('invoke', 'cli-fail');
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    const missing = await on('invoke', 'nobody');
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.stderr).toContain(
      'ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody',
    );
    expect((await on('invoke', 'cli-echo', '-e', 'missing.json')).stderr).toContain(
      'ERR_NO_EVENT_FILE',
    );
  });

  test('clock moves time', async () => {
    expect((await on('clock', 'advance', '2h')).stdout).toMatch(/^It is .+ \(7200 s ahead/);
    expect((await on('clock')).code).toBe(0);
    expect((await on('clock', 'back', '1h')).code).toBe(2);
    expect((await on('clock', 'advance', 'soon')).code).toBe(1);
  });

  test('runtimes lists each with how to get it', async () => {
    const { stdout } = await on('runtimes');
    expect(stdout).toMatch(/^nodejs24\.x +found/m);
    expect(stdout).toMatch(/^nodejs18\.x +(found|fetchable)/m);
  });

  test('reset empties it', async () => {
    await createFunction('cli-gone', 'exports.handler = async () => 1;');
    expect((await on('reset', '--yes')).stdout).toMatch(/^Removed all state in \d+ ms\.$/m);
    expect((await on('invoke', 'cli-gone')).stderr).toContain('ResourceNotFoundException');
  });

  test('doctor finds it, and says how functions are confined', async () => {
    const { stdout } = await on('doctor');
    expect(stdout).toMatch(/brume +\S+ answers at/);
    expect(stdout).toContain('sandbox driver');
  });

  test('setup aws adds a profile once, with consent', async () => {
    const env = {
      AWS_CONFIG_FILE: join(folder, 'aws-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials'),
    };
    const setup = (...words: string[]): Promise<Ended> =>
      brumeCli(['setup', 'aws', '--port', String(brume.port), ...words], env);
    expect((await setup()).code).toBe(3);
    expect((await setup('--yes')).code).toBe(0);
    expect(await readFile(env.AWS_CONFIG_FILE, 'utf8')).toContain('[profile brume]');
    expect((await setup('--yes')).stderr).toContain('ERR_ALREADY_SET_UP');
  });

  test('a second one on its port is told who holds it', async () => {
    const { code, stderr } = await on('start', '--ephemeral');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /ERR_PORT_IN_USE: Port \d+ on 127\.0\.0\.1 is taken by Brume .+ \(process \d+\)/,
    );
    expect(stderr).toContain('How to solve this:');
  });
});

describe('start', () => {
  test('names a foreign process on its port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { stderr } = await brumeCli(['start', '--ephemeral', '--port', String(port)]);
    server.close();
    expect(stderr).toContain(`ERR_PORT_IN_USE: Port ${port} on 127.0.0.1 is taken`);
  });

  test.each([
    [['start', '--port', 'http'], 1, 'ERR_CONFIG'],
    [['start', '--account', '12'], 1, 'ERR_CONFIG'],
    [['start', '--nothing'], 2, 'ERR_USAGE'],
    [['start', 'now'], 2, 'ERR_USAGE'],
    [['start', '--hot-reload', 'absent'], 2, 'ERR_USAGE'],
    [['start', '--ephemeral', '--state-dir', 'x'], 2, 'ERR_USAGE'],
    [['begin'], 2, 'ERR_UNKNOWN_COMMAND'],
    [['status', '--port', '1'], 1, 'ERR_NOT_RUNNING'],
  ])('refuses %j', async (words, code, error) => {
    const ended = await brumeCli(words);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(`ERROR ${error}: `);
  });

  test('a state folder that cannot be is refused with advice', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const { code, stderr } = await brumeCli([
      'start',
      '--port',
      '0',
      '--state-dir',
      'a-file/state',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ERR_STATE_DIR[^]*How to solve this:/);
  });

  test('keeps its state, logs JSON on request, and stops by itself when told', async () => {
    const env = { ...withoutAws(process.env), BRUME_CACHE_DIR: join(folder, 'cache') };
    const words = [
      LAUNCHER,
      'start',
      '--port',
      '0',
      '--state-dir',
      join(folder, 'state'),
      '--log-format',
      'json',
    ];
    const run = async (work: (port: string) => Promise<void>): Promise<string> => {
      const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      const ready = new Promise<void>((resolve) => {
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          if (/^Ready\.$/m.test(output)) resolve();
        });
      });
      await ready;
      await work(/localhost:(\d+)/.exec(output)![1]!);
      if (child.exitCode === null) await once(child, 'exit');
      expect(child.exitCode).toBe(0);
      return output;
    };
    const logs = (port: string, operation: string, input: object): Promise<Response> =>
      fetch(`http://localhost:${port}/`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `Logs_20140328.${operation}`,
        },
        body: JSON.stringify(input),
      });
    const output = await run(async (port) => {
      expect((await logs(port, 'CreateLogGroup', { logGroupName: '/kept' })).status).toBe(200);
      expect((await brumeCli(['stop', '--port', port])).stdout).toContain('Stopped Brume');
    });
    const line = output.split('\n').find((each) => each.startsWith('{'))!;
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      message: 'AWS logs.CreateLogGroup => 200',
      status: 200,
    });
    await run(async (port) => {
      const answer = await logs(port, 'DescribeLogGroups', {});
      expect(await answer.text()).toContain('"/kept"');
      await brumeCli(['stop', '--port', port]);
    });
  });
});

test('help lists every command; a command explains itself', async () => {
  const { stdout } = await brumeCli(['help']);
  for (const verb of [
    'start',
    'stop',
    'status',
    'env',
    'aws',
    'invoke',
    'tune',
    'logs',
    'runtimes',
    'reset',
    'clock',
    'doctor',
    'trust',
  ])
    expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
  expect((await brumeCli(['start', '--help'])).stdout).toContain('--state-dir DIR');
  expect((await brumeCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('trust makes the authority and says where it lies', async () => {
  const { stdout } = await brumeCli(['trust']);
  const path = /^ {2}(\/\S+ca\.pem)$/m.exec(stdout)![1]!;
  expect(await readFile(path, 'utf8')).toContain('BEGIN CERTIFICATE');
});
