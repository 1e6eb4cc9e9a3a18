/** What is held against a bar: the lines of the table at the end of `npm run bench`. */
import { median, printTable, spread } from './figures.ts';

type Bound = { most: number } | { least: number };

export interface Row {
  what: string;
  /** One for each round. */
  values: readonly number[];
  /** `×`, `ms`, `MiB`; a ratio is against what `what` says. */
  unit: string;
  digits?: number;
  /** What a release must reach; none: the figure is only stated. */
  bar?: Bound;
  /** What we would like to reach. */
  aim?: Bound;
}

/** What one part of the benchmark gets. */
export interface PartOptions {
  /** One or two tiny rounds, to see that it runs. */
  quick: boolean;
  /** A folder for state, of its own. */
  stateDir: string;
}

export type Part = (options: PartOptions) => Promise<Row[]>;

/** @returns whether every bar was reached */
export function printRows(rows: readonly Row[]): boolean {
  console.log('\nAgainst the bars (median and range)');
  printTable(
    ['', 'measured', '', 'bar', 'aim', 'reached'],
    rows.map(({ what, values, unit, digits = 2, bar, aim }) => [
      what,
      spread(values, digits),
      unit,
      boundText(bar),
      boundText(aim),
      reached(median(values), bar, aim),
    ]),
  );
  return rows.every(({ values, bar }) => bar === undefined || holds(median(values), bar));
}

function boundText(bound: Bound | undefined): string {
  if (!bound) return '';
  return 'most' in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`;
}

function holds(value: number, bound: Bound): boolean {
  return 'most' in bound ? value <= bound.most : value >= bound.least;
}

function reached(value: number, bar: Bound | undefined, aim: Bound | undefined): string {
  if (aim && holds(value, aim)) return 'aim';
  if (!bar) return aim ? 'not the aim' : '';
  return holds(value, bar) ? 'bar' : 'MISSED';
}
