import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from '../handbook/aws-versions.ts';
import { blockUnder } from '../handbook/document.ts';
import { type Person, sitDown } from '../handbook/person.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');
/** The first function of a runtime may have to fetch it; a deployment is a dozen commands. */
const DEPLOY_MS = 180_000;

it.each(['index.js', 'db.js'])("keeps the handbook's own %s", (file) => {
  const printed = blockUnder('Example 2: REST API (CRUD Users)', { label: file }).text;
  const kept = readFileSync(path.join(EXAMPLES, 'users-api', file), 'utf8');
  expect(kept.trim()).toBe(printed.trim());
});

describe.each(await awsVersions())('the examples, by $name', ({ path: aws }) => {
  let person: Person;
  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  }, DEPLOY_MS);
  afterAll(() => person?.leave());

  /** Runs an example's script in the person's folder. @returns the URL that it prints */
  async function deploy(example: string, script: string): Promise<string> {
    for (const file of readdirSync(path.join(EXAMPLES, example)))
      person.save(file, readFileSync(path.join(EXAMPLES, example, file), 'utf8'));
    const printed = await person.paste(`rm -f function.zip; . ./${script}`);
    return printed.trim().split('\n').at(-1) ?? '';
  }

  /** What curl prints: the body, and the status on a line of its own. */
  async function curl(words: string): Promise<{ body: unknown; status: number }> {
    const printed = await person.paste(`curl -sS -w '\\n%{http_code}' ${words}`);
    const end = printed.lastIndexOf('\n');
    const text = printed.slice(0, end);
    return { body: text === '' ? '' : JSON.parse(text), status: Number(printed.slice(end + 1)) };
  }

  it.skipIf(aws === undefined).each(['http-api.sh', 'rest-api.sh'])(
    'practice task 1: query parameters, as %s',
    async (script) => {
      const url = await deploy('hello-query', script);
      expect(await curl(`'${url}/?name=John'`)).toEqual({
        status: 200,
        body: { message: 'Hello, John!' },
      });
    },
    DEPLOY_MS,
  );

  it.skipIf(aws === undefined).each(['http-api.sh', 'rest-api.sh'])(
    'section 4: the users API, with CORS, as %s',
    async (script) => {
      const url = await deploy('users-api', script);
      const created = await curl(
        `-X POST -H 'Content-Type: application/json' ${url}/users -d '{"name":"John"}'`,
      );
      expect(created).toMatchObject({ status: 201, body: { name: 'John' } });
      const { id } = created.body as { id: string };
      expect(await curl(`${url}/users/${id}`)).toEqual({ status: 200, body: created.body });
      const all = await curl(`${url}/users`);
      expect(all.body).toContainEqual(created.body);
      const preflight = await person.paste(
        `curl -sS -i -X OPTIONS ${url}/users -H 'Origin: https://a.example' -H 'Access-Control-Request-Method: POST'`,
      );
      expect(preflight).toMatch(/^access-control-allow-origin: \*/im);
      expect(preflight).toMatch(/^access-control-allow-methods: GET,POST/im);
      const simple = await person.paste(`curl -sS -i ${url}/users -H 'Origin: https://a.example'`);
      expect(simple).toMatch(/^access-control-allow-origin: \*/im);
    },
    DEPLOY_MS,
  );

  it.skipIf(aws === undefined).each(['http-api.sh', 'rest-api.sh'])(
    'practice task 2: the tasks API as %s',
    async (script) => {
      const url = await deploy('tasks-api', script);
      const json = `-H 'Content-Type: application/json'`;
      const created = await curl(`-X POST ${json} ${url}/tasks -d '{"title":"learn"}'`);
      expect(created).toMatchObject({ status: 201, body: { title: 'learn', done: false } });
      const { id } = created.body as { id: string };
      const all = await curl(`${url}/tasks`);
      expect(all.body).toContainEqual(created.body);
      expect(
        await curl(`-X PUT ${json} ${url}/tasks/${id} -d '{"title":"learn","done":true}'`),
      ).toMatchObject({ status: 200, body: { done: true } });
      expect(await curl(`${url}/tasks/${id}`)).toMatchObject({ status: 200, body: { done: true } });
      expect(await curl(`-X DELETE ${url}/tasks/${id}`)).toMatchObject({ status: 200 });
      expect(await curl(`${url}/tasks/${id}`)).toMatchObject({ status: 404 });
      const plain = await person.paste(`curl -sS -i ${url}/tasks`);
      expect(plain).toMatch(/^access-control-allow-origin: \*/im);
      expect(plain).toMatch(/^access-control-allow-methods: GET,POST,PUT,DELETE/im);
      expect(plain).toMatch(/^access-control-allow-headers: Content-Type,Authorization/im);
      if (script === 'rest-api.sh')
        expect(await curl(`-X POST ${json} ${url}/tasks -d '{"done":true}'`)).toEqual({
          status: 400,
          body: { message: 'Invalid request body' },
        });
    },
    DEPLOY_MS,
  );
});
