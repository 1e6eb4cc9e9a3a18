import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

export const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What `aws lambda create-function` prints for a new function with nothing but the required settings. */
export function freshFunction(name: string, role: string, zipPath: string): object {
  const zip = readFileSync(zipPath);
  return {
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    Runtime: 'nodejs18.x',
    Role: `arn:aws:iam::123456789012:role/${role}`,
    Handler: 'index.handler',
    CodeSize: zip.length,
    CodeSha256: createHash('sha256').update(zip).digest('base64'),
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: expect.stringMatching(new RegExp(`^${UUID.source}$`)),
    State: expect.stringMatching(/^(Pending|Active)$/),
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
  };
}

/** Log messages without line ends, and without the line on the runtime's version that the first one of an instance may have. */
export function withoutInit(messages: readonly string[]): string[] {
  return messages
    .map((each) => each.replace(/\n$/, ''))
    .filter((each) => !each.startsWith('INIT_START '));
}

/**
 * The messages of one invocation as AWS writes them to CloudWatch Logs.
 * @param messages what was written; only its request id is taken
 * @param printed what the function gave to `console.log`
 */
export function invocationLog(messages: readonly string[], printed: readonly RegExp[]): unknown[] {
  const id = UUID.exec(messages.join('\n'))?.[0] ?? 'no request id';
  const matching = (text: string): unknown => expect.stringMatching(new RegExp(`^${text}$`));
  return [
    `START RequestId: ${id} Version: $LATEST`,
    ...printed.map(({ source }) =>
      matching(`\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t${id}\\tINFO\\t${source}`),
    ),
    `END RequestId: ${id}`,
    matching(
      `REPORT RequestId: ${id}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\t` +
        'Max Memory Used: \\d+ MB\\t(Init Duration: \\d+\\.\\d\\d ms\\t)?',
    ),
  ];
}
