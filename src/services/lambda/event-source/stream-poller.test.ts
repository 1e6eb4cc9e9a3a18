import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CreateEventSourceMappingCommandInput, Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { createInbox } from '../fixtures/inbox.ts';
import { createItemTable } from '../fixtures/item-table.ts';
import { ROLE, startStack, zip } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();
const IDS = 'event.Records.map((each) => each.dynamodb.Keys.id.S)';
let names = 0;

/** A table, and a function that reports the ids of every batch. */
async function connect(input: Partial<CreateEventSourceMappingCommandInput> = {}, then = '') {
  const name = `reader-${names++}`;
  const inbox = await createInbox();
  await createActive(name, inbox.reporting(IDS, then));
  const table = await createItemTable(stack, name);
  const create = () =>
    lambda.createEventSourceMapping({
      EventSourceArn: table.streamArn,
      FunctionName: name,
      StartingPosition: 'TRIM_HORIZON',
      ...input,
    });
  return { name, inbox, table, create };
}

test('a record as AWS hands it over', async () => {
  const inbox = await createInbox();
  await createActive('whole', inbox.reporting('event'));
  const { streamArn, put, remove } = await createItemTable(stack, 'whole');
  await put('a');
  await lambda.createEventSourceMapping({
    EventSourceArn: streamArn,
    FunctionName: 'whole',
    StartingPosition: 'TRIM_HORIZON',
  });
  const image = { id: { S: 'a' }, size: { N: '1' }, raw: { B: 'YQ==' } };
  const record = {
    eventID: expect.any(String),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: streamArn,
  };
  const change = {
    ApproximateCreationDateTime: expect.any(Number),
    Keys: { id: { S: 'a' } },
    SequenceNumber: expect.stringMatching(/^\d{21}$/),
    SizeBytes: expect.any(Number),
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  };
  expect(await inbox.next()).toEqual({
    Records: [{ ...record, eventName: 'INSERT', dynamodb: { ...change, NewImage: image } }],
  });
  await remove('a');
  expect(await inbox.next()).toEqual({
    Records: [{ ...record, eventName: 'REMOVE', dynamodb: { ...change, OldImage: image } }],
  });
});

test('in batches and in order; LATEST leaves out what was there before', async () => {
  const { table, inbox, create } = await connect({ BatchSize: 2 });
  await table.put('a', 'b', 'c');
  await create();
  expect(await inbox.next()).toEqual(['a', 'b']);
  expect(await inbox.next()).toEqual(['c']);

  const late = await connect({ StartingPosition: 'LATEST' });
  await late.table.put('a', 'b');
  await late.create();
  await late.table.put('c');
  expect(await late.inbox.next()).toEqual(['c']);
});

test('filters choose records', async () => {
  const Pattern = JSON.stringify({
    eventName: ['INSERT'],
    dynamodb: { NewImage: { id: { S: [{ prefix: 'x' }] } } },
  });
  const { table, inbox, create } = await connect({ FilterCriteria: { Filters: [{ Pattern }] } });
  await table.put('a', 'x1', 'b', 'x2', 'c');
  await create();
  expect(await inbox.next()).toEqual(['x1', 'x2']);
  await table.put('d', 'x3');
  expect(await inbox.next()).toEqual(['x3']);
});

test('a failing batch is tried again and then given up; what is behind it waits', async () => {
  const { table, inbox, create } = await connect(
    { BatchSize: 1, MaximumRetryAttempts: 1 },
    `if (${IDS}.includes('bad')) throw new Error('no');`,
  );
  await table.put('bad', 'good');
  const { UUID } = await create();
  expect(await inbox.next()).toEqual(['bad']);
  await stack.clock.advance(1000);
  expect(await inbox.next()).toEqual(['bad']);
  expect(await inbox.next()).toEqual(['good']);
  await expect
    .poll(async () => (await lambda.getEventSourceMapping({ UUID })).LastProcessingResult)
    .toBe('OK');
});

test('a batch that fails is halved until the bad record stands alone', async () => {
  const { table, inbox, create } = await connect(
    { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 },
    `if (${IDS}.includes('bad')) throw new Error('no');`,
  );
  await table.put('a', 'bad', 'c', 'd');
  await create();
  const seen = [];
  for (let i = 0; i < 5; i++) seen.push(await inbox.next());
  expect(seen).toEqual([['a', 'bad', 'c', 'd'], ['a', 'bad'], ['a'], ['bad'], ['c', 'd']]);
});

test('a function can tell which record failed', async () => {
  const { table, inbox, create } = await connect(
    { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 },
    `const bad = event.Records.find((each) => each.dynamodb.Keys.id.S === 'bad');
     return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };`,
  );
  await table.put('a', 'bad', 'c');
  await create();
  expect(await inbox.next()).toEqual(['a', 'bad', 'c']);
  await stack.clock.advance(1000);
  expect(await inbox.next()).toEqual(['bad', 'c']);
});

test('a mapping that is switched off goes on where it was', async () => {
  const { table, inbox, create } = await connect();
  const { UUID } = await create();
  await table.put('a');
  expect(await inbox.next()).toEqual(['a']);
  await expect
    .poll(async () => (await lambda.getEventSourceMapping({ UUID })).LastProcessingResult)
    .toBe('OK');
  await lambda.updateEventSourceMapping({ UUID, Enabled: false });
  await table.put('b');
  expect(await lambda.getEventSourceMapping({ UUID })).toMatchObject({ State: 'Disabled' });
  await lambda.updateEventSourceMapping({ UUID, Enabled: true });
  expect(await inbox.next()).toEqual(['b']);
});

test('a mapping outlives its stack', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'brume-lambda-'));
  const inbox = await createInbox();
  {
    await using first = await createStack({ stateDir });
    const before = first.client(Lambda);
    await before.createFunction({
      FunctionName: 'f',
      Runtime: 'nodejs24.x',
      Role: ROLE,
      Handler: 'index.handler',
      Code: { ZipFile: await zip({ 'index.js': inbox.reporting(IDS) }) },
    });
    const table = await createItemTable(first, 'items');
    const { UUID } = await before.createEventSourceMapping({
      EventSourceArn: table.streamArn,
      FunctionName: 'f',
      StartingPosition: 'LATEST',
      Enabled: false,
    });
    await table.put('a');
    await before.updateEventSourceMapping({ UUID, Enabled: true });
  }
  {
    await using _second = await createStack({ stateDir });
    expect(await inbox.next()).toEqual(['a']);
  }
  await rm(stateDir, { recursive: true, force: true });
});
