import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import type { OrderedKv, Range, Row, Transaction } from '../interface.ts';
import { encodeKey } from '../key.ts';
import { PART, row } from './rows.ts';

/** Few keys, so that they meet often; some share their first 4000 bytes, some are prefixes of others. */
const LONG = 'k'.repeat(4100);
const KEYS = [
  ['a'],
  ['a', 1],
  ['a', 2],
  ['a\0'],
  ['b'],
  [LONG],
  [LONG, 1],
  [LONG, 2],
  [`${LONG}x`],
  ['z'],
].map((parts) => encodeKey(parts));
const anyKey = fc.constantFrom(...KEYS);
const bound = fc.option(anyKey, { nil: undefined });
const anyValue = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.constantFrom(9000, 20_000).map((length) => new Uint8Array(length)),
);

type Change =
  | { kind: 'put'; key: Uint8Array; value: Uint8Array }
  | { kind: 'delete'; key: Uint8Array }
  | { kind: 'scan'; range: Range };
type Step = { changes: Change[]; fails: boolean } | { range: Range };

const range: fc.Arbitrary<Range> = fc
  .record({
    gte: bound,
    gt: bound,
    lt: bound,
    lte: bound,
    reverse: fc.boolean(),
    limit: fc.option(fc.nat(6), { nil: undefined }),
  })
  .map((each) => ({
    part: PART,
    ...Object.fromEntries(Object.entries(each).filter(([, set]) => set !== undefined)),
  }));
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key: anyKey, value: anyValue }),
  fc.record({ kind: fc.constant('delete' as const), key: anyKey }),
  fc.record({ kind: fc.constant('scan' as const), range }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ changes: fc.array(change, { maxLength: 6 }), fails: fc.boolean() }),
  fc.record({ range }),
);

/** Key in hexadecimal (which keeps the order) to value. */
type Model = Map<string, Uint8Array>;

function scanModel(model: Model, { gte, gt, lt, lte, reverse, limit }: Range): Row[] {
  const rows = [...model]
    .map(([hex, stored]) => ({ key: Buffer.from(hex, 'hex'), value: stored }))
    .filter((each) => !gte || Buffer.compare(each.key, gte) >= 0)
    .filter((each) => !gt || Buffer.compare(each.key, gt) > 0)
    .filter((each) => !lt || Buffer.compare(each.key, lt) < 0)
    .filter((each) => !lte || Buffer.compare(each.key, lte) <= 0)
    .toSorted((a, b) => Buffer.compare(a.key, b.key));
  return (reverse ? rows.toReversed() : rows).slice(0, limit);
}

function readable(rows: readonly Row[]): string[] {
  return rows.map(
    (each) => `${Buffer.from(each.key).toString('hex')}=${Buffer.from(each.value).toString('hex')}`,
  );
}

/** What the engine answered, and what the model says it should have. */
interface Answers {
  given: unknown[];
  expected: unknown[];
}

async function apply(
  tx: Transaction,
  part: string,
  model: Model,
  changes: readonly Change[],
  answers: Answers,
): Promise<void> {
  for (const each of changes) {
    if (each.kind === 'put') {
      tx.put({ part, key: each.key }, each.value);
      model.set(Buffer.from(each.key).toString('hex'), each.value);
    } else if (each.kind === 'delete') {
      tx.delete({ part, key: each.key });
      model.delete(Buffer.from(each.key).toString('hex'));
    } else {
      answers.given.push(readable(await tx.scan({ ...each.range, part })));
      answers.expected.push(readable(scanModel(model, each.range)));
    }
  }
}

async function replay(kv: OrderedKv, part: string, steps: readonly Step[]): Promise<Answers> {
  const answers: Answers = { given: [], expected: [] };
  let model: Model = new Map();
  for (const each of steps) {
    if ('range' in each) {
      answers.given.push(readable(await kv.scan({ ...each.range, part })));
      answers.expected.push(readable(scanModel(model, each.range)));
      continue;
    }
    const changed: Model = new Map(model);
    const done = kv.transact([row('lock')], async (tx) => {
      await apply(tx, part, changed, each.changes, answers);
      if (each.fails) throw new Error('on purpose');
      return 'done';
    });
    answers.given.push(await done.catch((error: Error) => error.message));
    answers.expected.push(each.fails ? 'on purpose' : 'done');
    if (!each.fails) model = changed;
  }
  const stored = await kv.getMany(KEYS.map((key) => ({ part, key })));
  answers.given.push(stored.map((value) => value && Buffer.from(value)));
  const kept = KEYS.map((key) => model.get(Buffer.from(key).toString('hex')));
  answers.expected.push(kept.map((value) => value && Buffer.from(value)));
  return answers;
}

export function describeKvModel(subject: () => Subject): void {
  it('behaves as a sorted map does, whatever is done to it', async () => {
    const { engine } = subject();
    let runs = 0;
    const run = async (steps: readonly Step[]): Promise<void> => {
      // A part of its own is as good as an empty engine, and quicker.
      const { given, expected } = await replay(engine.kv, `${PART}/${runs++}`, steps);
      expect(given).toEqual(expected);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), run), { numRuns: 100 });
  });
}
