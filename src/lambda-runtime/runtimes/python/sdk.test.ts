/** boto3 for functions that do not bring it: https://docs.aws.amazon.com/lambda/latest/dg/python-package.html */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { json } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
import { PYTHON } from '../../fixtures/python.ts';
import { mentionsSdk } from './mentions-sdk.ts';

describe('where PyPI cannot be reached', () => {
  it('the error of the import says why and what to do, and is an ordinary one', async () => {
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
    vi.stubEnv('UV_INDEX_URL', 'http://127.0.0.1:9/simple');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { deploy, invoke, call, dir } = await openFixture();
    const fn = await deploy(
      { 'index.py': 'import boto3\ndef handler(event, context): pass' },
      { runtime: PYTHON },
    );
    const { errorMessage, errorType } = json<{ errorMessage: string; errorType: string }>(
      (await invoke(fn)).payload,
    );
    expect(errorType).toBe('Runtime.ImportModuleError');
    expect(errorMessage).toMatch(
      /^Unable to import module 'index': No module named 'boto3'\. Brume could not fetch the AWS SDK of python3\.\d+ from PyPI: .+\nCheck that pip works/,
    );
    const tolerant = await deploy(
      {
        'index.py':
          'try: import botocore\nexcept ImportError as e: name = e.name\ndef handler(event, context): return name',
      },
      { runtime: PYTHON },
    );
    expect(await call(tolerant)).toBe('botocore');
    expect(await readdir(join(dir, 'cache/runtimes', `${PYTHON}-sdk`))).toEqual(['problem.txt']);
  });
});

it('a function that never names it does not wait for it', async () => {
  vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { deploy, invoke, dir } = await openFixture();
  const code = "import importlib\ndef handler(event, context): importlib.import_module('bo' 'to3')";
  const fn = await deploy({ 'index.py': code }, { runtime: PYTHON });
  const { errorMessage } = json<{ errorMessage: string }>((await invoke(fn)).payload);
  expect(errorMessage).toMatch(/^No module named 'boto3'\. Brume fetches the AWS SDK when/);
  expect(await readdir(join(dir, 'cache/runtimes', `${PYTHON}-sdk`))).toEqual([]);
});

it.each<[boolean, Record<string, string>]>([
  [true, { 'index.py': 'import boto3' }],
  [true, { 'deep/er/code.py': 'from botocore.config import Config' }],
  [false, { 'index.py': 'import json', 'notes.txt': 'boto3' }],
  [false, { 'index.py': 'import boto3', 'boto3/__init__.py': '', 'botocore/__init__.py': '' }],
  [true, { 'index.py': 'import boto3', 'boto3/__init__.py': '' }],
  [false, {}],
  [false, { 'index.py': 'robotocore = 1' }],
])('names it: %j, %j', async (expected, files) => {
  const dir = await mkdtemp(join(tmpdir(), 'brume-code-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  expect(await mentionsSdk(dir)).toBe(expected);
});
