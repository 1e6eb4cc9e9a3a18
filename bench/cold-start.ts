/**
 * Cold starts, client to client: from the first request for a new function to its answer, and what of
 * it the function's own log counts (Init Duration + Duration). Each figure is of functions that have
 * never run; all are in a sandbox where `brume doctor` says so.
 */
import { coldCases } from './cold-cases.ts';
import { type ColdCase, type ColdFigures, invokeCold } from './cold-invoke.ts';
import { lambdaOf } from './deploy.ts';
import { printTable, spread } from './figures.ts';
import { descendants, memoryMib, startBrume, type Started } from './processes.ts';
import type { Part, Row } from './rows.ts';

type Measured = Record<keyof Awaited<ReturnType<typeof coldCases>>, ColdFigures[]>;

export const benchColdStart: Part = async ({ quick, stateDir }) => {
  const rounds = quick ? 2 : 7;
  const cases = await coldCases();
  const measured: Partial<Record<'on' | 'off', Measured>> = {};
  const table: string[][] = [];
  let idlePss: number[] = [];
  for (const standBy of ['on', 'off'] as const) {
    const brume = await startBrume(
      { BRUME_LAMBDA_STAND_BY: standBy },
      '--quiet',
      '--state-dir',
      `${stateDir}-${standBy}`,
    );
    const all: Partial<Measured> = {};
    for (const [key, each] of Object.entries(cases) as [keyof Measured, ColdCase][]) {
      all[key] = await measure(brume, each, `${key}-${standBy}`, rounds);
      table.push(tableRow(each.name, standBy, all[key]));
    }
    if (standBy === 'off') idlePss = await idleMemory(brume);
    measured[standBy] = all as Measured;
    await brume.stop();
  }
  console.log(
    `\nCold start (${rounds} functions each; 1769 MB; median and range; base is \`node -e 0\` or \`python3 -c 0\`)`,
  );
  printTable(['', 'client to client ms', '× base', 'Init + Duration ms', '× base'], table);
  return toRows(measured.on!, measured.off!, idlePss);
};

/** The first one fetches and prepares what the others find. */
async function measure(
  brume: Started,
  each: ColdCase,
  prefix: string,
  rounds: number,
): Promise<ColdFigures[]> {
  const lambda = lambdaOf(brume.port);
  const figures: ColdFigures[] = [];
  for (let round = 0; round <= rounds; round++)
    figures.push(await invokeCold(lambda, `${prefix}-${round}`, each));
  return figures.slice(1);
}

const whole = (figures: ColdFigures[]): number[] =>
  figures.map((each) => each.wholeMs / each.baseMs);
const own = (figures: ColdFigures[]): number[] => figures.map((each) => each.ownMs / each.baseMs);

function tableRow(name: string, standBy: 'on' | 'off', figures: ColdFigures[]): string[] {
  return [
    `${name}, ${standBy === 'on' ? 'a process stands by' : 'none stands by'}`,
    spread(
      figures.map((each) => each.wholeMs),
      1,
    ),
    spread(whole(figures)),
    spread(
      figures.map((each) => each.ownMs),
      1,
    ),
    spread(own(figures)),
  ];
}

function toRows(on: Measured, off: Measured, idlePss: number[]): Row[] {
  const row = (what: string, values: number[], bar: number | undefined, aim?: number): Row => ({
    what: `cold start, ${what}`,
    values,
    unit: '× base',
    ...(bar !== undefined && { bar: { most: bar } }),
    ...(aim !== undefined && { aim: { most: aim } }),
  });
  return [
    row('Node hello, stand-by, hand-over to answer', own(on.hello), 0.3, 0.1),
    {
      what: 'cold start, Node hello, stand-by, client to client',
      values: on.hello.map((each) => each.wholeMs),
      unit: 'ms',
      digits: 1,
      bar: { most: 15 },
      aim: { most: 5 },
    },
    row('Node hello, empty pool, client to client', whole(off.hello), 1.6, 1.05),
    row("Node with the runtime's SDK, stand-by", whole(on.sdk), 1.2, 0.45),
    row("Node with the runtime's SDK, empty pool", whole(off.sdk), undefined),
    row('Node with an SDK of its own, stand-by', whole(on.ownSdk), 3, 1.7),
    row('Node with an SDK of its own, empty pool', whole(off.ownSdk), undefined),
    row('Python hello, stand-by, hand-over to answer', own(on.python), 0.3, 0.05),
    row("Python with the runtime's boto3, stand-by", whole(on.boto3), 2.5, 1.8),
    ...(idlePss.length > 0
      ? [
          {
            what: 'memory of an idle Node instance (PSS)',
            values: idlePss,
            unit: 'MiB',
            digits: 1,
            bar: { most: 15 },
            aim: { most: 9 },
          },
        ]
      : []),
  ];
}

/** Of the Node.js instances that the cases left idle, those of the first case, which are the smaller ones. */
async function idleMemory(brume: Started): Promise<number[]> {
  const pss: number[] = [];
  for (const pid of descendants(brume.child.pid!, 'bootstrap.cjs')) {
    const memory = await memoryMib(pid);
    if (memory) pss.push(memory.pss);
  }
  return pss.toSorted((a, b) => a - b).slice(0, Math.ceil(pss.length / 3));
}
