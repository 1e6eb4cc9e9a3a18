/** From `brume start` to `Ready.`, and what it weighs then. */
import { spawnSync } from 'node:child_process';
import { printTable, spread } from './figures.ts';
import { memoryMib, startBrume } from './processes.ts';
import type { Part } from './rows.ts';

export const benchStartUp: Part = async ({ quick, stateDir }) => {
  const rounds = quick ? 3 : 10;
  const bareMs: number[] = [];
  const readyMs: number[] = [];
  const rss: number[] = [];
  const pss: number[] = [];
  await (await startBrume({}, '--state-dir', stateDir)).stop(); // fills the compile cache, as a first start does
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    bareMs.push(performance.now() - startedAt);
    const brume = await startBrume({}, '--state-dir', stateDir);
    readyMs.push(brume.readyMs);
    const memory = await memoryMib(brume.child.pid!);
    if (memory) {
      rss.push(memory.rss);
      pss.push(memory.pss);
    }
    await brume.stop();
  }
  console.log(`\nStart (${rounds} rounds; median and range)`);
  printTable(
    ['', 'ms', '× node -e 0'],
    [
      ['node -e 0', spread(bareMs, 0), '1.00'],
      [
        'brume start to Ready.',
        spread(readyMs, 0),
        spread(readyMs.map((ms, round) => ms / bareMs[round]!)),
      ],
    ],
  );
  if (rss.length > 0)
    console.log(
      `\n  idle memory after Ready.: RSS ${spread(rss, 0)} MiB, PSS ${spread(pss, 0)} MiB`,
    );
  return [
    {
      what: 'brume start to Ready., against node -e 0',
      values: readyMs.map((ms, round) => ms / bareMs[round]!),
      unit: '×',
    },
  ];
};
