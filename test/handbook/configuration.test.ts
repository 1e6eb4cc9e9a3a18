import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

/** Tells what the three settings of the handbook look like from inside. */
const HANDLER = `
exports.handler = async (_event, context) => ({
  dbHost: process.env.DB_HOST,
  dbPort: process.env.DB_PORT,
  memoryMb: context.memoryLimitInMB,
  leftMs: context.getRemainingTimeInMillis(),
});
`;
const CREATE = `
zip -q function.zip index.js
aws lambda create-function --function-name my-function --runtime nodejs18.x \\
  --role arn:aws:iam::123456789012:role/lambda-role --handler index.handler \\
  --zip-file fileb://function.zip
`;
/** The first function of a runtime may have to fetch it. */
const FIRST_RUN_MS = 180_000;

describe.each(await awsVersions())('sections 6 and 7, settings, by $name', ({ path: aws }) => {
  let person: Person;
  // Bash and zsh expand the braces of `Variables={A=1,B=2}` into two words, which the CLI itself refuses, as it does
  // with AWS; a POSIX shell passes the handbook's command as it is printed.
  const answerTo = async (command: string) =>
    printedJson(await person.paste(command, { shell: 'sh' }))[0];

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    person.save('index.js', HANDLER);
    await person.paste(CREATE);
  }, FIRST_RUN_MS);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)('sets environment variables', async () => {
    const command = blockUnder('Environment Variables', { language: 'bash' }).text;
    expect(await answerTo(command)).toMatchObject({
      FunctionName: 'my-function',
      Environment: { Variables: { DB_HOST: 'localhost', DB_PORT: '3306' } },
      Timeout: 3,
      MemorySize: 128,
    });
  });

  it.skipIf(aws === undefined)('sets the timeout', async () => {
    const command = blockUnder('5. Timeout Configuration', { language: 'bash' }).text;
    expect(await answerTo(command)).toMatchObject({ FunctionName: 'my-function', Timeout: 30 });
  });

  it.skipIf(aws === undefined)('sets the memory and keeps the rest', async () => {
    const command = blockUnder('6. Memory Optimization', { language: 'bash' }).text;
    expect(await answerTo(command)).toMatchObject({
      MemorySize: 512,
      Timeout: 30,
      Environment: { Variables: { DB_HOST: 'localhost', DB_PORT: '3306' } },
    });
  });

  it.skipIf(aws === undefined)(
    'lets the function see all three',
    { timeout: FIRST_RUN_MS },
    async () => {
      await person.paste('aws lambda invoke --function-name my-function response.json');
      const text = readFileSync(path.join(person.folder, 'response.json'), 'utf8');
      const seen = JSON.parse(text) as { leftMs: number };
      expect(seen).toEqual({
        dbHost: 'localhost',
        dbPort: '3306',
        memoryMb: '512',
        leftMs: expect.any(Number),
      });
      expect(seen.leftMs).toBeGreaterThan(3_000);
      expect(seen.leftMs).toBeLessThanOrEqual(30_000);
    },
  );
});
