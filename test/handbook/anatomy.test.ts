import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

const SETTINGS =
  '--runtime nodejs24.x --role arn:aws:iam::123456789012:role/r --handler index.handler';
const FIRST_RUN_MS = 180_000;
const CORS = {
  'Content-Type': 'application/json',
  'Access-Control-Allow-Origin': '*',
};

describe.each(await awsVersions())('sections 2, 3, 6 and 7, by $name', ({ path: aws, major }) => {
  let person: Person;
  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  }, FIRST_RUN_MS);
  afterAll(() => person?.leave());

  const deploy = async (name: string, listing: string, more = '') => {
    person.save('index.js', listing);
    await person.paste(
      `rm -f f.zip && zip -q f.zip index.js\naws lambda create-function --function-name ${name} ${SETTINGS} --zip-file fileb://f.zip ${more}`,
    );
  };
  /** Invokes with what the handbook shows as an event, and parses the response. */
  const invoke = async (name: string, event = '{}'): Promise<unknown> => {
    person.save('event.json', event);
    const raw = major === 2 ? '--cli-binary-format raw-in-base64-out' : '';
    await person.paste(
      `aws lambda invoke --function-name ${name} ${raw} --payload file://event.json response.json`,
    );
    return JSON.parse(readFileSync(path.join(person.folder, 'response.json'), 'utf8'));
  };

  const messages = async (name: string): Promise<string[]> => {
    const group = `/aws/lambda/${name}`;
    const [answer] = printedJson(
      await person.paste(`aws logs filter-log-events --log-group-name ${group}`),
    );
    return (answer?.['events'] as { message: string }[]).map((each) => each.message);
  };

  it.skipIf(aws === undefined)('holds the limits', { timeout: FIRST_RUN_MS }, async () => {
    const [settings] = printedJson(await person.paste('aws lambda get-account-settings'));
    expect(settings).toMatchObject({
      AccountLimit: {
        ConcurrentExecutions: 1000,
        CodeSizeZipped: 50 * 1024 * 1024,
        CodeSizeUnzipped: 250 * 1024 * 1024,
      },
    });
    const handler = 'exports.handler = async () => {};';
    await deploy(
      'largest',
      handler,
      '--timeout 900 --memory-size 10240 --ephemeral-storage Size=10240',
    );
    await deploy('smallest', handler, '--timeout 1 --memory-size 128 --ephemeral-storage Size=512');
    for (const [option, wrong] of [
      ['--timeout', 901],
      ['--memory-size', 10241],
      ['--memory-size', 127],
      ['--ephemeral-storage', 'Size=10241'],
      ['--ephemeral-storage', 'Size=511'],
    ]) {
      await expect(deploy('beyond', handler, `${option} ${wrong}`)).rejects.toThrow(
        /ValidationException|valid m(in|ax) value/,
      );
    }
  });

  it.skipIf(aws === undefined)('runs the basic structure', { timeout: FIRST_RUN_MS }, async () => {
    await deploy('basic', blockUnder('Handler Function', { language: 'javascript' }).text);
    expect(await invoke('basic')).toEqual({
      statusCode: 200,
      body: '{"message":"Hello from Lambda!"}',
    });
  });

  it.skipIf(aws === undefined)(
    'hands events and context over',
    { timeout: FIRST_RUN_MS },
    async () => {
      await deploy(
        'my-function',
        `exports.handler = async (event, context) => ({
          event,
          functionName: context.functionName,
          memoryLimitInMB: context.memoryLimitInMB,
          awsRequestId: context.awsRequestId,
          leftMs: context.getRemainingTimeInMillis(),
        });`,
        '--memory-size 512',
      );
      for (const label of ['API Gateway Event', 'S3 Event']) {
        const event = blockUnder('Event Object', { label }).text;
        expect(await invoke('my-function', event)).toEqual({
          event: JSON.parse(event) as unknown,
          functionName: 'my-function',
          memoryLimitInMB: '512',
          awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          leftMs: expect.any(Number),
        });
      }
    },
  );

  it.skipIf(aws === undefined)(
    'takes the response format for a response',
    { timeout: FIRST_RUN_MS },
    async () => {
      const { text } = blockUnder('Response Format (API Gateway)', { language: 'javascript' });
      await deploy('response', `exports.handler = async () => (${text});`);
      expect(await invoke('response')).toEqual({
        statusCode: 200,
        headers: CORS,
        body: '{"message":"Success"}',
      });
    },
  );

  it.skipIf(aws === undefined)(
    'initialises outside of the handler once, for all invocations',
    { timeout: FIRST_RUN_MS },
    async () => {
      const { text } = blockUnder('1. Cold Start Optimization', { language: 'javascript' });
      await deploy('optimized', text, '--timeout 30');
      expect([await invoke('optimized'), await invoke('optimized')]).toEqual([null, null]);
      const reports = (await messages('optimized')).filter((each) => each.startsWith('REPORT'));
      expect(reports.map((each) => each.includes('Init Duration'))).toEqual([true, false]);
    },
  );

  it.skipIf(aws === undefined)('logs text and objects', { timeout: FIRST_RUN_MS }, async () => {
    await deploy('logging', blockUnder('3. Logging', { language: 'javascript' }).text);
    expect(await invoke('logging', '{"name":"John"}')).toBeNull();
    const said = (await messages('logging'))
      .filter((each) => each.includes('\tINFO\t'))
      .map((each) => each.trimEnd().split('\tINFO\t')[1] ?? '');
    expect(said.slice(0, 2)).toEqual(['Event: {"name":"John"}', 'Processing request...']);
    expect(JSON.parse(said[2] ?? '')).toEqual({
      level: 'INFO',
      message: 'User created',
      userId: '123',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it.skipIf(aws === undefined)(
    'gives variables to the code, and answers nothing',
    { timeout: FIRST_RUN_MS },
    async () => {
      await deploy('variables', blockUnder('Environment Variables', { label: 'In Code' }).text);
      expect(await invoke('variables')).toBeNull();
    },
  );

  it.skipIf(aws === undefined)(
    'answers with the response helpers of error handling and CORS',
    { timeout: FIRST_RUN_MS },
    async () => {
      const handling = blockUnder('2. Error Handling', { language: 'javascript' }).text;
      await deploy('handling', handling);
      expect(await invoke('handling')).toEqual({
        statusCode: 200,
        headers: CORS,
        body: '{"message":"Success"}',
      });
      await deploy('failing', handling.replace('// Your code', "throw new Error('no');"));
      expect(await invoke('failing')).toEqual({
        statusCode: 500,
        headers: CORS,
        body: '{"error":"Internal Server Error","message":"no"}',
      });
      const cors = blockUnder('4. CORS Headers', { language: 'javascript' }).text;
      await deploy('cors', `${cors}\nexports.handler = async () => response(200, { ok: true });`);
      expect(await invoke('cors')).toEqual({
        statusCode: 200,
        headers: {
          ...CORS,
          'Access-Control-Allow-Methods': 'GET,POST,PUT,DELETE',
          'Access-Control-Allow-Headers': 'Content-Type,Authorization',
        },
        body: '{"ok":true}',
      });
    },
  );
});
