import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder, commandsOf } from './document.ts';
import { freshFunction } from './lambda-shapes.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

/** The first function of a runtime may have to fetch it. */
const FIRST_RUN_MS = 180_000;
const [create, updateCode, invoke, tailLogs, deleteFunction] = commandsOf(
  blockUnder('Lambda CLI Commands', { language: 'bash' }),
) as [string, string, string, string, string];

describe.each(await awsVersions())('Lambda CLI Commands, by $name', ({ path: aws, major }) => {
  let person: Person;
  const answerTo = async (command: string) => printedJson(await person.paste(command))[0];
  const zip = async (listing: string) => {
    person.save('index.js', listing);
    await person.paste('rm -f function.zip && zip -q function.zip index.js');
  };

  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  }, FIRST_RUN_MS);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)('creates my-function', async () => {
    await zip(blockUnder('Example 1: Hello World', { label: 'index.js' }).text);
    expect(await answerTo(create)).toMatchObject(
      freshFunction('my-function', 'lambda-role', path.join(person.folder, 'function.zip')),
    );
  });

  it.skipIf(aws === undefined)('gives it other code', async () => {
    const before = await answerTo('aws lambda get-function --function-name my-function');
    await zip(blockUnder('3. Logging', { language: 'javascript' }).text);
    const { State: _state, ...fresh } = freshFunction(
      'my-function',
      'lambda-role',
      path.join(person.folder, 'function.zip'),
    ) as Record<string, unknown>;
    const after = await answerTo(updateCode);
    // Pending while a machine without this Node is still fetching it.
    const State: unknown = expect.stringMatching(/^(Active|Pending)$/);
    expect(after).toMatchObject({ ...fresh, State });
    expect(before).toMatchObject({ Configuration: { RevisionId: expect.any(String) } });
    expect(before).not.toMatchObject({ Configuration: { RevisionId: after?.['RevisionId'] } });
  });

  it.skipIf(aws === undefined)('invokes the new code', { timeout: FIRST_RUN_MS }, async () => {
    expect(await answerTo(invoke)).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    // The handler of "Logging" returns nothing.
    expect(readFileSync(path.join(person.folder, 'response.json'), 'utf8')).toBe('null');
  });

  // Version 1 has no `logs tail`.
  it.skipIf(aws === undefined || major === 1)(
    'tails its log and goes on following',
    { timeout: FIRST_RUN_MS },
    async () => {
      const tail = person.watch(tailLogs);
      const first = await tail.until(/REPORT RequestId: .*\n/);
      expect(first).toMatch(/START RequestId: \S+ Version: \$LATEST/);
      expect(first).toContain('Event: {"key":"value"}');
      expect(first).toContain('Processing request...');
      expect(first).toContain('{"level":"INFO","message":"User created","userId":"123"');
      await person.paste(invoke.replace('"value"', '"second"'));
      expect(await tail.until(/"second"[^]*REPORT/)).toContain('Event: {"key":"second"}');
      await tail.stop();
    },
  );

  it.skipIf(aws === undefined)('deletes it', async () => {
    // Debian's version 2 is older than the answer's one member.
    const answer = major === 1 ? [{ StatusCode: 204 }] : [];
    expect(printedJson(await person.paste(deleteFunction))).toEqual(answer);
    await expect(person.paste(invoke)).rejects.toThrow(
      'An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found: arn:aws:lambda:us-east-1:123456789012:function:my-function',
    );
  });
});
