/**
 * The figures of AWS Lambda Power Tuning, by its rules and in its form, so that what reads its output
 * reads ours: https://github.com/alexcasalboni/aws-lambda-power-tuning/blob/master/README-INPUT-OUTPUT.md
 */
import { type Architecture, priceOf, stateMachinePrice } from './prices.ts';

const VISUALIZATION = 'https://lambda-power-tuning.show/';
/** Of the fastest and of the slowest invocations so many are left out, cold starts among them. */
const DISCARDED = 0.2;

export const STRATEGIES = ['cost', 'speed', 'balanced'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What was measured at one memory size. */
export interface SizeFigures {
  memoryMb: number;
  /** Billed duration: the mean without the outliers. */
  averageMs: number;
  /** Of an invocation of that length, in dollars. */
  averagePrice: number;
  /** Of all invocations. */
  totalPrice: number;
}

/** The state machine's output. Prices in dollars, durations in milliseconds. */
export interface PowerTuning {
  power: number;
  cost: number;
  duration: number;
  stateMachine: { executionCost: number; lambdaCost: number; visualization: string };
  stats: { averagePrice: number; averageDuration: number; value: number }[];
}

/** @param billedMs of each invocation, at least one */
export function toFigures(
  memoryMb: number,
  billedMs: readonly number[],
  architecture: Architecture,
): SizeFigures {
  const discarded = Math.trunc(billedMs.length * DISCARDED);
  const kept = billedMs.toSorted((a, b) => a - b).slice(discarded, billedMs.length - discarded);
  const averageMs = sum(kept) / kept.length;
  return {
    memoryMb,
    averageMs,
    averagePrice: priceOf(memoryMb, averageMs, architecture),
    totalPrice: sum(billedMs.map((ms) => priceOf(memoryMb, ms, architecture))),
  };
}

/**
 * @param figures in ascending order of size
 * @param balancedWeight 0 for speed alone, 1 for cost alone
 */
export function toPowerTuning(
  figures: readonly SizeFigures[],
  strategy: Strategy,
  balancedWeight: number,
): PowerTuning {
  const [best] = figures.toSorted(byStrategy(figures, strategy, balancedWeight));
  if (!best) throw new RangeError('Nothing was measured.');
  return {
    power: best.memoryMb,
    cost: best.averagePrice,
    duration: best.averageMs,
    stateMachine: {
      executionCost: stateMachinePrice(figures.length),
      lambdaCost: sum(figures.map((each) => each.totalPrice)),
      visualization: visualizationUrl(figures),
    },
    stats: figures.map(({ memoryMb, averageMs, averagePrice }) => ({
      averagePrice,
      averageDuration: averageMs,
      value: memoryMb,
    })),
  };
}

function byStrategy(
  figures: readonly SizeFigures[],
  strategy: Strategy,
  weight: number,
): (a: SizeFigures, b: SizeFigures) => number {
  if (strategy === 'cost')
    return (a, b) => a.averagePrice - b.averagePrice || a.averageMs - b.averageMs;
  if (strategy === 'speed')
    return (a, b) => a.averageMs - b.averageMs || a.averagePrice - b.averagePrice;
  const dearest = Math.max(...figures.map((each) => each.averagePrice));
  const slowest = Math.max(...figures.map((each) => each.averageMs));
  const value = ({ averagePrice, averageMs }: SizeFigures): number =>
    (weight * averagePrice) / dearest + ((1 - weight) * averageMs) / slowest;
  return (a, b) => value(a) - value(b);
}

/** Sizes as 16-bit integers, durations and prices as 32-bit floats, each list in base64. The site reads them from the hash, which stays in the browser. */
export function visualizationUrl(figures: readonly SizeFigures[]): string {
  const lists = [
    Int16Array.from(figures, (each) => each.memoryMb),
    Float32Array.from(figures, (each) => each.averageMs),
    Float32Array.from(figures, (each) => each.averagePrice),
  ];
  return `${VISUALIZATION}#${lists.map((list) => Buffer.from(list.buffer).toString('base64')).join(';')}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
