/** Python functions through the whole stack: every version that this machine has, and the AWS SDK in one. */
import { expect, test } from 'vitest';
import {
  PYTHON,
  PYTHON_CACHE,
  PYTHONS,
  pythonSdkProblem,
} from '../../lambda-runtime/fixtures/python.ts';
import { startStack, toJson, toPayload, zip } from './fixtures/stack.ts';

const { lambda, create, untilActive, call } = await startStack({ cacheDir: PYTHON_CACHE });

const createPython = async (
  name: string,
  runtime: string,
  files: Record<string, string>,
): Promise<void> => {
  await create(name, '', {
    Runtime: runtime as 'python3.13',
    Handler: 'lambda_function.lambda_handler',
    Code: { ZipFile: await zip(files) },
    Timeout: 30,
    MemorySize: 512,
  });
  await untilActive(name);
};

test.each(PYTHONS)('%s runs', async (runtime) => {
  const name = `on-${runtime.replace('.', '-')}`;
  await createPython(name, runtime, {
    'lambda_function.py': `import sys
def lambda_handler(event, context):
    print('hello from', context.function_name)
    if event.get('fail'): raise ValueError('as asked')
    return {'python': '%d.%d' % sys.version_info[:2], 'event': event}`,
  });
  const event = { name: 'Zoë', list: [1, 2.5, null] };
  expect(await call(name, event)).toEqual({ python: runtime.slice('python'.length), event });
  const { FunctionError, Payload, LogResult } = await lambda.invoke({
    FunctionName: name,
    Payload: toPayload({ fail: true }),
    LogType: 'Tail',
  });
  expect(FunctionError).toBe('Unhandled');
  expect(toJson(Payload)).toMatchObject({ errorType: 'ValueError', errorMessage: 'as asked' });
  const log = Buffer.from(LogResult ?? '', 'base64').toString();
  expect(log).toContain(`hello from ${name}\n[ERROR] ValueError: as asked\nTraceback`);
});

const absent = ['python3.14', 'python3.8', 'python3.9'].filter((each) => !PYTHONS.includes(each));

test.each(absent.slice(0, 1))('%s, which is not here, says how to get it', async (runtime) => {
  const Code = { ZipFile: await zip({ 'index.py': '' }) };
  await create('absent', '', { Runtime: runtime as 'python3.13', Code });
  await expect(untilActive('absent')).rejects.toThrow(/FAILURE/);
  const { Configuration } = await lambda.getFunction({ FunctionName: 'absent' });
  expect(Configuration).toMatchObject({
    State: 'Failed',
    StateReason: expect.stringMatching(/Python 3\.\d+ is not on this machine.*pyenv install/),
  });
});

// One visible line, as the rules for tests that need something demand.
const problem = await pythonSdkProblem(PYTHON);
if (problem !== undefined) process.stderr.write(`SKIPPED: boto3 in a function: ${problem}\n`);

test.skipIf(problem !== undefined)('boto3 is there, and calls Brume', async () => {
  await createPython('caller', PYTHON, {
    'lambda_function.py': `import boto3
sts = boto3.client('sts')
def lambda_handler(event, context):
    identity = sts.get_caller_identity()
    return [identity['Account'], identity['Arn'], boto3.__file__]`,
  });
  expect(await call('caller')).toEqual([
    '123456789012',
    expect.stringContaining(':assumed-role/lambda-role/caller'),
    expect.stringMatching(/\/boto3-[\d.]+\/boto3\/__init__.py$/),
  ]);
});

test.skipIf(problem !== undefined)('the boto3 that a function brings wins', async () => {
  await createPython('bringer', PYTHON, {
    'boto3/__init__.py': "__version__ = 'mine'",
    'botocore/__init__.py': '',
    'lambda_function.py': `import boto3
def lambda_handler(event, context): return boto3.__version__`,
  });
  expect(await call('bringer')).toBe('mine');
});
