/** Frameworks for HTTP on Lambda, unmodified, behind each front door: one contract for all of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { PYTHON, PYTHON_CACHE } from '../../src/lambda-runtime/fixtures/python.ts';
import type { Answer, Ask } from '../../src/services/execute-api/fixture.ts';
import { startStack } from '../../src/services/lambda/fixtures/stack.ts';
import { powertoolsPython } from '../../tools/setup/powertools-python.ts';
import { type FrontDoor, openFrontDoor } from './front-doors.ts';
import { zipWithFolder, zipWithNpm } from './packages.ts';

const { stack, create, untilActive } = await startStack({ cacheDir: PYTHON_CACHE });
const PACKAGES = [
  '@vendia/serverless-express',
  'express',
  'hono',
  '@middy/core',
  '@middy/http-cors',
  '@middy/http-error-handler',
  '@middy/http-json-body-parser',
  '@middy/http-router',
  '@aws-lambda-powertools/event-handler',
  '@aws-lambda-powertools/logger',
];
const source = (file: string): string =>
  readFileSync(path.join(import.meta.dirname, 'apps', file), 'utf8');

/** One zip holds all apps of Node.js and their packages. */
const nodeZip = await zipWithNpm(
  Object.fromEntries(
    ['express.js', 'hono.mjs', 'middy.mjs', 'powertools.mjs'].map((file) => [file, source(file)]),
  ),
  PACKAGES,
);
const pythonPackages = await powertoolsPython.find();
/** Powertools 3 wants Python 3.10. */
const hasPython = pythonPackages !== undefined && Number(PYTHON.split('.')[1] ?? 0) >= 10;
const functions: { name: string; input: Partial<CreateFunctionCommandInput> }[] = [
  ...(
    [
      // Its handler takes a callback, which Lambda refuses from Node.js 24 on.
      ['express', 'nodejs20.x'],
      ['hono', 'nodejs24.x'],
      ['middy', 'nodejs24.x'],
      ['powertools', 'nodejs24.x'],
    ] as const
  ).map(([name, Runtime]) => ({
    name,
    input: { Runtime, Handler: `${name}.handler`, Code: { ZipFile: nodeZip } },
  })),
  ...(hasPython
    ? [
        {
          name: 'powertools-python',
          input: {
            Runtime: PYTHON as 'python3.13',
            Handler: 'powertools.handler',
            Code: {
              ZipFile: await zipWithFolder(
                { 'powertools.py': source('powertools.py') },
                pythonPackages.path,
              ),
            },
          },
        },
      ]
    : []),
];

/** On a new machine Node.js 20 comes first. */
const RUNTIME_FETCH_MS = 120_000;

describe.each(functions)('$name', ({ name, input }) => {
  let arn = '';
  beforeAll(async () => {
    const made = await create(name, '', { MemorySize: 1024, Timeout: 20, ...input });
    arn = made.FunctionArn ?? '';
    await untilActive(name);
  }, RUNTIME_FETCH_MS);

  describe.each<FrontDoor>(['REST API', 'HTTP API', 'function URL'])('behind a %s', (door) => {
    let call: (path: string, rest?: Partial<Ask>) => Promise<Answer>;
    beforeAll(async () => {
      call = await openFrontDoor(stack, door, arn);
    });
    const json = async (path: string, rest?: Partial<Ask>): Promise<unknown> =>
      JSON.parse((await call(path, rest)).body);

    it('routes, with path and query', async () => {
      expect(await json('/users/7')).toEqual({ id: '7', q: null });
      // Function URLs hand the path over as it was sent, and not every framework decodes it.
      const id = door === 'function URL' ? /^a(?: |%20)b$/ : /^a b$/;
      expect(await json('/users/a%20b?q=x%20y')).toEqual({
        id: expect.stringMatching(id),
        q: 'x y',
      });
      expect(await json('/users/7?q=1&q=2')).toEqual({ id: '7', q: ['1', '2'] });
      expect((await call('/absent')).status).toBe(404);
    });

    it('reads and writes JSON', async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await call('/echo', { method: 'POST', headers, body: '{"name":"Zoë"}' });
      expect(answer.status).toBe(201);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(JSON.parse(answer.body)).toEqual({ name: 'Zoë' });
    });

    it('reads and sets cookies', async () => {
      const answer = await call('/cookies', { headers: { cookie: 'c=3; d=4' } });
      expect(JSON.parse(answer.body)).toEqual({ cookie: 'c=3; d=4' });
      const names = answer.headers['set-cookie']?.map((each) => each.split(';', 1)[0]);
      expect(names).toEqual(['a=1', 'b=2']);
    });

    it('carries bytes both ways', async () => {
      const image = await call('/image', { headers: { accept: 'image/png' } });
      expect(image.headers['content-type']).toBe('image/png');
      expect([...image.bytes]).toEqual([0x89, 0x50, 0, 0xff]);
      const headers = { 'content-type': 'application/octet-stream' };
      const body = Buffer.from([0, 0x80, 0xff]);
      expect(await json('/upload', { method: 'POST', headers, body })).toEqual({
        bytes: [0, 0x80, 0xff],
      });
    });

    it('answers errors in its own words', async () => {
      const headers = { 'content-type': 'application/json' };
      const bad = await call('/echo', { method: 'POST', headers, body: '{' });
      expect([400, 422]).toContain(bad.status);
      const broken = await call('/fail');
      expect(broken.status).toBe(500);
      expect(JSON.parse(broken.body)).toMatchObject({ message: 'broken' });
    });
  });
});
