/** The functions whose cold start is measured. */
import { spawnSync } from 'node:child_process';
import type { ColdCase } from './cold-invoke.ts';
import { installNpm } from './install.ts';
import { zipOf, zipWithModules } from './zip.ts';

const NODE: ColdCase['base'] = [process.execPath, '-e', '0'];
/** The interpreter itself: `python3` on PATH may be a shell script that looks for it first (pyenv). */
const PYTHON: ColdCase['base'] = [
  spawnSync('python3', ['-c', 'import sys; print(sys.executable)']).stdout.toString().trim(),
  '-c',
  '0',
];
const HELLO = 'exports.handler = async () => ({ hello: 1 });';
const DOCUMENT_CLIENT =
  "const { DynamoDBClient } = require('@aws-sdk/client-dynamodb'); const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb'); const client = DynamoDBDocumentClient.from(new DynamoDBClient({})); exports.handler = async () => typeof client.send;";
/** As they are in package.json, so that bundle and runtime are of one age. */
const SDK = ['@aws-sdk/client-dynamodb@3.1164.0', '@aws-sdk/lib-dynamodb@3.1164.0'];

const node = (name: string, zip: Buffer): ColdCase => ({
  name,
  runtime: 'nodejs24.x',
  zip,
  base: NODE,
});
const python = (name: string, zip: Buffer): ColdCase => ({
  name,
  runtime: 'python3.11',
  zip,
  base: PYTHON,
});

export async function helloCase(): Promise<ColdCase> {
  return node('Node.js 24 hello', await zipOf({ 'index.js': HELLO }));
}

export async function coldCases(): Promise<
  Record<'hello' | 'sdk' | 'ownSdk' | 'python' | 'boto3', ColdCase>
> {
  const own = await installNpm('own-sdk', SDK);
  return {
    hello: await helloCase(),
    sdk: node(
      'Node.js 24 DocumentClient of the runtime',
      await zipOf({ 'index.js': DOCUMENT_CLIENT }),
    ),
    ownSdk: node(
      'Node.js 24 DocumentClient of its own',
      await zipWithModules({ 'index.js': DOCUMENT_CLIENT }, own),
    ),
    python: python(
      'Python 3.11 hello',
      await zipOf({ 'index.py': 'def handler(event, context):\n    return {"hello": 1}\n' }),
    ),
    boto3: python(
      'Python 3.11 boto3 resource',
      await zipOf({
        'index.py':
          "import boto3\ntable = boto3.resource('dynamodb', region_name='us-east-1').Table('t')\ndef handler(event, context):\n    return table.name\n",
      }),
    ),
  };
}
