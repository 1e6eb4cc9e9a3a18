import { expect, test } from 'vitest';
import { checkConstraints } from './constraints.ts';
import { loadConstraints } from './constraint-files.ts';
import { toMatcher, violationsOf } from './constraint-rules.ts';
import { loadModel } from './model.ts';
import { SERVICE_IDS, type ServiceId } from './service-id.ts';

async function check(
  service: ServiceId,
  name: string,
  input: Record<string, unknown>,
): Promise<void> {
  const operation = (await loadModel(service)).operations.get(name);
  if (!operation) throw new Error(`${service} has no ${name}`);
  await checkConstraints(operation, input);
}

const ROLE = 'arn:aws:iam::123456789012:role/lambda-role';
const FUNCTION = {
  FunctionName: 'hello-world',
  Runtime: 'nodejs20.x',
  Role: ROLE,
  Handler: 'index.handler',
};

test('an input within its constraints passes', async () => {
  const checking = check('lambda', 'CreateFunction', {
    ...FUNCTION,
    Code: { ZipFile: Buffer.alloc(1) },
    Tags: { a: 'b' },
  });
  await expect(checking).resolves.toBeUndefined();
});

test.each<[ServiceId, string, Record<string, unknown>, string, string]>([
  [
    'lambda',
    'GetFunction',
    { FunctionName: 'x'.repeat(257) },
    'ValidationException',
    `1 validation error detected: Value '${'x'.repeat(257)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 256`,
  ],
  [
    'lambda',
    'CreateFunction',
    { ...FUNCTION, Timeout: 0, Code: {} },
    'ValidationException',
    "1 validation error detected: Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'dynamodb',
    'CreateTable',
    {
      TableName: 'a;',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'X' }],
      KeySchema: [],
    },
    'ValidationException',
    "2 validation errors detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [S, N, B]; Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'iam',
    'CreateRole',
    { AssumeRolePolicyDocument: '{}' },
    'ValidationError',
    "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'logs',
    'CreateLogGroup',
    { logGroupName: 'a b' },
    'InvalidParameterException',
    "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
  ],
  [
    'sqs',
    'CreateQueue',
    {},
    'MissingParameter',
    'The request must contain the parameter QueueName.',
  ],
  [
    'kms',
    'UntagResource',
    { KeyId: 'k', TagKeys: [''] },
    'ValidationException',
    "1 validation error detected: Value '[]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
  ],
])('%s %s says what is wrong in AWS’s words', async (service, operation, input, code, message) => {
  await expect(check(service, operation, input)).rejects.toMatchObject({
    code,
    message,
    status: 400,
  });
});

test('sensitive values stay out of messages', async () => {
  const attempt = check('cognito-idp', 'SignUp', {
    ClientId: 'abc',
    Username: 'ann',
    Password: 'hunter two ',
  });
  await expect(attempt).rejects.toThrow(/Value at 'password' failed/);
  await expect(attempt).rejects.not.toThrow(/hunter/);
});

test('no more than ten errors are counted', async () => {
  const tags = Array.from({ length: 30 }, () => ({ Key: '' }));
  await expect(check('dynamodb', 'TagResource', { ResourceArn: 'x', Tags: tags })).rejects.toThrow(
    /^10 validation errors detected/,
  );
});

test('every pattern of every service runs in bounded time on text made to make it backtrack', async () => {
  const seeds = [
    'a',
    ' ',
    '-',
    ':',
    '/',
    '.',
    'a-',
    'a:',
    '/a',
    'a.',
    '\t ',
    '0',
    'aA0_',
    '$.a',
    '[0]',
  ];
  for (const id of SERVICE_IDS) {
    const constraints = await loadConstraints(id);
    for (const [name, shape] of Object.entries(constraints?.shapes ?? {})) {
      if (shape.pattern === undefined || shape.regex === null) continue;
      const { longest } = toMatcher(shape.regex ?? shape.pattern);
      const length = Math.min(longest, 20_000);
      for (const seed of seeds) {
        const text = `arn:aws:${seed.repeat(length)}`.slice(0, length - 1);
        const startedAt = performance.now();
        violationsOf(shape, `${text}\n`);
        violationsOf(shape, `${seed.repeat(length).slice(0, length - 1)}\u0000`);
        expect(
          performance.now() - startedAt,
          `${id} ${name} on ${JSON.stringify(seed)}`,
        ).toBeLessThan(500);
      }
    }
  }
}, 60_000);

test('the longest text of a pattern with several repetitions is let through unmatched', () => {
  expect(violationsOf({ pattern: '(a+)+b*' }, 'c'.repeat(5000))).toEqual([]);
  expect(violationsOf({ pattern: '[a]+' }, 'c'.repeat(5000))).toHaveLength(1);
});
