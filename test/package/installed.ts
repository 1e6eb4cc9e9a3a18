// The published package, as a stranger gets it: built, packed, installed into an empty folder, started, imported.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { capture } from '../../tools/command.ts';
import { toLine } from '../../tools/tally.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(tmpdir(), 'brume-package-'));
const app = path.join(home, 'app');

const LIBRARY = `
import { createStack, type Stack } from 'brume';
await using stack: Stack = await createStack();
const answer = await fetch(\`\${stack.endpoint}/_brume/health\`);
console.log(answer.status);
`;

/** @throws with everything the program printed when it fails */
async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, text } = await capture(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${text}`);
  return text;
}

async function build(): Promise<void> {
  console.log(await run(process.execPath, [path.join(ROOT, 'tools/build.ts')], ROOT));
}

async function install(): Promise<void> {
  mkdirSync(app);
  writeFileSync(
    path.join(app, 'package.json'),
    '{ "name": "app", "private": true, "type": "module" }',
  );
  const packed = await run('npm', ['pack', '--json', '--pack-destination', home], ROOT);
  const tarball = /"filename": "([^"]+)"/.exec(packed)?.[1];
  if (tarball === undefined) throw new Error(`npm pack named no file:\n${packed}`);
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', path.join(home, tarball)],
    app,
  );
}

/** The text so far, once it matches; rejects when the program ends before. */
function until(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const keep = (chunk: Buffer): void => {
      text += chunk.toString();
      if (pattern.test(text)) resolve(text);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('exit', (code) => reject(new Error(`It ended with ${code}:\n${text}`)));
  });
}

async function start(): Promise<void> {
  const child = spawn('npx', ['brume', 'start', '--port', '0'], {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    const text = await until(child, /^Ready\.$/m);
    const client = new STSClient({
      endpoint: /http:\/\/\S+:\d+/.exec(text)?.[0] ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    // It makes Brume load a client's schemas from the package.
    const { Account: account } = await client.send(new GetCallerIdentityCommand({}));
    if (account !== '123456789012') throw new Error(`GetCallerIdentity answered ${account}`);
  } finally {
    const ended = once(child, 'exit');
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

async function importLibrary(): Promise<void> {
  writeFileSync(path.join(app, 'use.ts'), LIBRARY);
  const printed = await run(process.execPath, ['use.ts'], app);
  if (printed.trim() !== '200') throw new Error(printed);
}

async function checkTypes(): Promise<void> {
  const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
  const types = path.join(ROOT, 'node_modules/@types');
  const words =
    '--noEmit --strict --target es2024 --lib es2024,esnext.disposable --module nodenext';
  await run(tsc, [...words.split(' '), '--typeRoots', types, '--types', 'node', 'use.ts'], app);
}

const STEPS: readonly [string, () => Promise<void>][] = [
  ['it builds', build],
  ['it installs from its tarball', install],
  ['npx brume start answers an AWS call', start],
  ['createStack runs from the package', importLibrary],
  ['its types are whole', checkTypes],
];

const tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, step] of STEPS) {
  try {
    await step();
    console.log(`ok    ${name}`);
    tally.passed++;
  } catch (error) {
    console.log(`FAIL  ${name}: ${(error as Error).message}`);
    tally.failed++;
  }
}
rmSync(home, { recursive: true, force: true });
console.log(toLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
