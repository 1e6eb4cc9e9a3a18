import { expect, test } from 'vitest';
import { createItemTable } from '../fixtures/item-table.ts';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();
await createActive('f');
await createActive('g');
const one = await createItemTable(stack, 'one');
const two = await createItemTable(stack, 'two');
const connect = async (EventSourceArn: string, FunctionName: string) =>
  (
    await lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName,
      StartingPosition: 'LATEST',
    })
  ).UUID;
const uuids = [
  await connect(one.streamArn, 'f'),
  await connect(one.streamArn, 'g'),
  await connect(two.streamArn, 'f'),
];

test('all, of a function, of a stream, of both', async () => {
  const list = async (input = {}) => {
    const { EventSourceMappings = [] } = await lambda.listEventSourceMappings(input);
    return EventSourceMappings.map((each) => uuids.indexOf(each.UUID)).toSorted();
  };
  expect(await list()).toEqual([0, 1, 2]);
  expect(await list({ FunctionName: 'f' })).toEqual([0, 2]);
  expect(await list({ EventSourceArn: one.streamArn })).toEqual([0, 1]);
  expect(await list({ EventSourceArn: two.streamArn, FunctionName: 'g' })).toEqual([]);
});

test('in pages', async () => {
  const first = await lambda.listEventSourceMappings({ MaxItems: 2 });
  const second = await lambda.listEventSourceMappings({ MaxItems: 2, Marker: first.NextMarker });
  const found = [...(first.EventSourceMappings ?? []), ...(second.EventSourceMappings ?? [])];
  expect(found.map((each) => each.UUID).toSorted()).toEqual(uuids.toSorted());
  expect(second.NextMarker).toBeUndefined();
});
