import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { freshFunction, invocationLog, withoutInit } from './lambda-shapes.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

const HEADING = 'Example 1: Hello World';
/** The first function of a runtime may have to fetch it. */
const FIRST_RUN_MS = 180_000;

describe.each(await awsVersions())('section 5, Hello World, by $name', ({ path: aws }) => {
  let person: Person;
  let printed: string;

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    person.save('index.js', blockUnder(HEADING, { label: 'index.js' }).text);
    printed = await person.paste(blockUnder(HEADING, { label: 'Deploy' }).text);
  }, FIRST_RUN_MS);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)('creates the function', () => {
    const zip = path.join(person.folder, 'function.zip');
    expect(printedJson(printed)[0]).toMatchObject(
      freshFunction('hello-world', 'lambda-execution-role', zip),
    );
  });

  it.skipIf(aws === undefined)('invokes it', () => {
    expect(printedJson(printed)[1]).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  });

  it.skipIf(aws === undefined)('writes and shows the response', () => {
    const text = readFileSync(path.join(person.folder, 'response.json'), 'utf8');
    expect(printed.endsWith(text)).toBe(true);
    const response = JSON.parse(text) as { body: string };
    expect(response).toEqual({
      statusCode: 200,
      headers: { 'Content-Type': 'application/json' },
      body: expect.any(String),
    });
    expect(JSON.parse(response.body)).toEqual({
      message: 'Hello from Lambda!',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      input: { name: 'John' },
    });
  });

  it.skipIf(aws === undefined)('has logged the event', async () => {
    const group = '/aws/lambda/hello-world';
    const [answer] = printedJson(
      await person.paste(`aws logs filter-log-events --log-group-name ${group}`),
    );
    const events = answer?.['events'] as { message: string }[];
    const messages = events.map((each) => each.message);
    expect(withoutInit(messages)).toEqual(invocationLog(messages, [/Event: \{"name":"John"\}/]));
  });
});
