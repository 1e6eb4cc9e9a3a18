/** What the whole sandbox adds to a cold start without a process that stands by: namespaces against plain processes. */
import { helloCase } from './cold-cases.ts';
import { invokeCold } from './cold-invoke.ts';
import { lambdaOf } from './deploy.ts';
import { printTable, spread } from './figures.ts';
import { startBrume } from './processes.ts';
import type { Part } from './rows.ts';

export const benchSandbox: Part = async ({ quick, stateDir }) => {
  const rounds = quick ? 2 : 15;
  const hello = await helloCase();
  const start = (kind: string): ReturnType<typeof startBrume> =>
    startBrume(
      { BRUME_LAMBDA_STAND_BY: 'off', BRUME_SANDBOX: kind },
      '--quiet',
      '--state-dir',
      `${stateDir}-${kind}`,
    );
  const [namespaces, plain] = await Promise.all([start('namespaces'), start('process')]);
  const sandboxedMs: number[] = [];
  const plainMs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    sandboxedMs.push((await invokeCold(lambdaOf(namespaces.port), `f${round}`, hello)).wholeMs);
    plainMs.push((await invokeCold(lambdaOf(plain.port), `f${round}`, hello)).wholeMs);
  }
  await Promise.all([namespaces.stop(), plain.stop()]);
  const added = sandboxedMs.map((ms, round) => ms - plainMs[round]!).slice(1);
  console.log(`\nSandbox (${rounds} cold starts each, client to client; median and range)`);
  printTable(
    ['', 'ms'],
    [
      ['namespaces', spread(sandboxedMs.slice(1), 1)],
      ['plain process', spread(plainMs.slice(1), 1)],
    ],
  );
  return [
    {
      what: 'full sandbox, added to a cold start without stand-by',
      values: added,
      unit: 'ms',
      digits: 1,
      bar: { most: 5 },
      aim: { most: 1.5 },
    },
  ];
};
