import { createHash } from 'node:crypto';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { arnOf, ECHO, ROLE, startStack, UUID, zip } from '../fixtures/stack.ts';

const { lambda, create, createActive, untilActive, call } = await startStack();

test('answers Pending with every default, then becomes Active', async () => {
  const code = await zip({ 'index.js': ECHO });
  const { $metadata, ...created } = await create('defaults', ECHO, { Code: { ZipFile: code } });
  expect($metadata.httpStatusCode).toBe(201);
  expect(created).toEqual({
    FunctionName: 'defaults',
    FunctionArn: arnOf('defaults'),
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    CodeSize: code.length,
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    CodeSha256: createHash('sha256').update(code).digest('base64'),
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: expect.stringMatching(UUID),
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: {
      RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
    },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/defaults' },
  });
  await untilActive('defaults');
  const active = await lambda.getFunctionConfiguration({ FunctionName: 'defaults' });
  expect(active).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  expect(active).not.toHaveProperty('StateReason');
});

test('keeps every setting', async () => {
  const created = await create('settings', ECHO, {
    Description: 'all of them',
    Timeout: 900,
    MemorySize: 10_240,
    Environment: { Variables: { KEY: 'value' } },
    EphemeralStorage: { Size: 1024 },
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogGroup: '/custom/group' },
    Tags: { team: 'a' },
  });
  expect(created).toMatchObject({
    Description: 'all of them',
    Timeout: 900,
    MemorySize: 10_240,
    Environment: { Variables: { KEY: 'value' } },
    EphemeralStorage: { Size: 1024 },
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/custom/group' },
  });
  const { Tags } = await lambda.getFunction({ FunctionName: 'settings' });
  expect(Tags).toEqual({ team: 'a' });
});

test('settings reach the function', async () => {
  const source = `exports.handler = async (event, context) =>
    ({ key: process.env.KEY, memory: context.memoryLimitInMB, name: context.functionName })`;
  await create('reach', source, { MemorySize: 256, Environment: { Variables: { KEY: 'value' } } });
  expect(await call('reach')).toEqual({ key: 'value', memory: '256', name: 'reach' });
});

test('Publish makes version 1', async () => {
  const created = await create('published', ECHO, { Publish: true });
  expect(created).toMatchObject({
    Version: '1',
    FunctionArn: arnOf('published:1'),
    State: 'Active',
  });
  expect(await call('published', { a: 1 }, '1')).toEqual({ a: 1 });
});

test('a runtime that this machine cannot run ends in Failed, with advice', async () => {
  await create('failed', ECHO, { Runtime: 'java8.al2' }); // no machine has it
  await expect(untilActive('failed')).rejects.toThrow(/FAILURE|Failed/i);
  const { State, StateReason, StateReasonCode } = await lambda.getFunctionConfiguration({
    FunctionName: 'failed',
  });
  expect({ State, StateReasonCode }).toEqual({
    State: 'Failed',
    StateReasonCode: 'InvalidRuntime',
  });
  expect(StateReason).toMatch(/java8\.al2/);
  await expect(call('failed')).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: expect.stringMatching(
      /^The operation cannot be performed at this time\. The function is currently in the following state: Failed/,
    ),
  });
});

test('a name is taken once', async () => {
  await createActive('taken');
  await expect(create('taken')).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Function already exist: taken',
    Type: 'User',
    $metadata: { httpStatusCode: 409 },
  });
});

test('of many that create the same function at once, one succeeds', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => create('race')));
  expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

const tooLong = 'x'.repeat(4100);
const refusals: [string, Partial<CreateFunctionCommandInput>, string, unknown][] = [
  [
    'no handler',
    { Handler: undefined },
    'InvalidParameterValueException',
    'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
  ],
  [
    'no runtime',
    { Runtime: undefined },
    'InvalidParameterValueException',
    'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
  ],
  [
    'a blocked runtime',
    { Runtime: 'nodejs12.x' },
    'InvalidParameterValueException',
    expect.stringMatching(/^The runtime parameter of nodejs12\.x is no longer supported/),
  ],
  [
    'no code',
    { Code: {} },
    'InvalidParameterValueException',
    'Please provide a source for function code.',
  ],
  [
    'an empty zip',
    { Code: { ZipFile: Buffer.alloc(0) } },
    'InvalidParameterValueException',
    'Uploaded file must be a non-empty zip',
  ],
  [
    'what is no zip',
    { Code: { ZipFile: Buffer.from('hello') } },
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  ],
  [
    'half a zip',
    { Code: { ZipFile: (await zip({ 'index.js': ECHO })).subarray(0, 60) } },
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  ],
  [
    'too large an environment',
    { Environment: { Variables: { BIG: tooLong } } },
    'InvalidParameterValueException',
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"BIG":"${tooLong}"}`,
  ],
  [
    'a timeout over 15 minutes',
    { Timeout: 901 },
    'ValidationException',
    "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
  ],
  [
    'too much memory',
    { MemorySize: 10_241 },
    'ValidationException',
    "1 validation error detected: Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240",
  ],
  [
    'reserved tags',
    { Tags: { 'aws:x': 'y' } },
    'InvalidParameterValueException',
    expect.stringMatching(/reserved prefix/),
  ],
  [
    'code in S3 that is not there',
    { Code: { S3Bucket: 'absent-bucket', S3Key: 'key' } },
    'InvalidParameterValueException',
    'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist',
  ],
  [
    'an image',
    { PackageType: 'Image', Code: { ImageUri: 'x' } },
    'NotImplemented',
    expect.stringMatching(/PackageType Image/),
  ],
  [
    'a VPC',
    { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
    'NotImplemented',
    expect.stringMatching(/VpcConfig/),
  ],
  [
    'a dead-letter queue',
    { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:123456789012:q' } },
    'NotImplemented',
    expect.stringMatching(/DeadLetterConfig/),
  ],
  [
    'levels of plain text logs',
    { LoggingConfig: { ApplicationLogLevel: 'DEBUG' } },
    'InvalidParameterValueException',
    'To configure log levels, you must set the log format to JSON.',
  ],
  [
    'SnapStart of a runtime that has none',
    { SnapStart: { ApplyOn: 'PublishedVersions' } },
    'InvalidParameterValueException',
    'nodejs24.x is not supported for SnapStart enabled functions.',
  ],
  [
    'a runtime that does not exist',
    { Runtime: 'cobol85' as never },
    'InvalidParameterValueException',
    expect.stringMatching(
      /^Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs24\.x, .*\] or be a valid ARN$/,
    ),
  ],
  [
    'SnapStart',
    { Runtime: 'java21', SnapStart: { ApplyOn: 'PublishedVersions' } },
    'NotImplemented',
    expect.stringMatching(/SnapStart/),
  ],
];

test.each(refusals)('refuses %s', async (_what, input, name, message) => {
  await expect(create('refused', ECHO, input)).rejects.toMatchObject({
    name,
    message,
  });
  await expect(lambda.getFunction({ FunctionName: 'refused' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('names exactly the reserved keys that were used', async () => {
  const Environment = { Variables: { AWS_REGION: 'x', OK: 'y', AWS_SECRET_ACCESS_KEY: 'z' } };
  await expect(create('reserved', ECHO, { Environment })).rejects.toMatchObject({
    message:
      'Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, AWS_SECRET_ACCESS_KEY',
  });
});

test('values that mean "off" are accepted', async () => {
  const created = await create('off', ECHO, {
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
    DeadLetterConfig: {},
    Layers: [],
    SnapStart: { ApplyOn: 'None' },
    KMSKeyArn: '',
  });
  expect(created.State).toBe('Pending');
});
