import { paint } from '../output/output.ts';
import { drawChart } from './chart.ts';
import type { PowerTuning, SizeFigures, Strategy } from './power-tuning.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: 1,769 MB are one vCPU. */
export function vcpus(memoryMb: number): number {
  return memoryMb / 1769;
}

const BEST: Record<Strategy, string> = {
  cost: 'Cheapest',
  speed: 'Fastest',
  balanced: 'Best balanced',
};

/** The table, the chart and the outcome, for people. */
export function reportLines(
  figures: readonly SizeFigures[],
  result: PowerTuning,
  strategy: Strategy,
): string[] {
  const marks = figures.map((_, index) => String.fromCodePoint(65 + index));
  const rows = figures.map(({ memoryMb, averageMs, averagePrice }, index) => {
    const cells = [
      marks[index]!,
      String(memoryMb).padStart(6),
      vcpus(memoryMb).toFixed(2).padStart(5),
      averageMs.toFixed(1).padStart(10),
      perMillion(averagePrice).padStart(13),
    ];
    const row = `  ${cells.join('  ')}`;
    return memoryMb === result.power ? paint('bold', `${row}  *`) : row;
  });
  const points = figures.map((each, index) => ({
    mark: marks[index]!,
    x: each.averageMs,
    y: each.averagePrice,
  }));
  const axes = {
    x: { name: 'ms', format: (ms: number): string => ms.toFixed(1) },
    y: { name: '$ per million', format: perMillion },
  };
  return [
    '         MB   vCPU          ms  $ per million',
    ...rows,
    '',
    ...drawChart(points, axes.x, axes.y).map((line) => `  ${line}`),
    '',
    `${BEST[strategy]}: ${result.power} MB, ${result.duration.toFixed(1)} ms, $${perMillion(result.cost)} per million invocations (and $0.20 for the requests).`,
    result.stateMachine.visualization,
  ];
}

function perMillion(price: number): string {
  return (price * 1e6).toFixed(2);
}
