import { expect, test } from 'vitest';
import { extendLineage, runsBefore } from './lineage.ts';

const [a, b] = ['a', 'b'].map((name) => ({ arn: `arn:aws:lambda:us-east-1:1:function:${name}` }));
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';

test('counts the runs of each function of a chain', () => {
  let header = TRACE;
  expect(runsBefore(header, a!)).toBe(0);
  for (let runs = 1; runs <= 20; runs++) {
    header = extendLineage(extendLineage(header, a!), b!);
    expect([runsBefore(header, a!), runsBefore(header, b!)]).toEqual([runs, runs]);
  }
  expect(header).toMatch(/^Root=.*;Sampled=0;Lineage=1:[0-9a-f]{8}:19\|1:[0-9a-f]{8}:19$/);
});

test('understands what SDKs encode, and what follows the lineage', () => {
  const chain = extendLineage(extendLineage(TRACE, a!), b!);
  const sent = `${chain.replace('|', '%7C')};Self=1`;
  expect([runsBefore(sent, a!), runsBefore(sent, b!)]).toEqual([1, 1]);
  const next = extendLineage(sent, a!);
  expect([runsBefore(next, a!), runsBefore(next, b!)]).toEqual([2, 1]);
  expect(next.endsWith(';Self=1')).toBe(true);
});

test('stays short, whatever a caller sends', () => {
  let header = `${TRACE};Lineage=1:zzzzzzzz:9e99|${'1:00000000:1|'.repeat(500)}`;
  for (let i = 0; i < 100; i++) header = extendLineage(header, { arn: `function:${i}` });
  expect(header.length).toBeLessThan(600);
  expect(runsBefore(`${TRACE};Lineage=`, a!)).toBe(0);
});
