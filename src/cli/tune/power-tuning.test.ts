import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type SizeFigures,
  STRATEGIES,
  toFigures,
  toPowerTuning,
  visualizationUrl,
} from './power-tuning.ts';

const at = (memoryMb: number, averageMs: number, averagePrice: number): SizeFigures => ({
  memoryMb,
  averageMs,
  averagePrice,
  totalPrice: averagePrice * 10,
});

/** Cheapest in the middle, fastest at the end. */
const FIGURES = [at(128, 900, 2e-6), at(512, 200, 1.5e-6), at(1024, 110, 1.9e-6)];

describe('power tuning', () => {
  it('leaves out the fastest and the slowest fifth, and rounds each charge up to a millisecond', () => {
    const figures = toFigures(1024, [3, 100, 4, 5, 4], 'x86_64');
    expect(figures.averageMs).toBeCloseTo((4 + 5 + 4) / 3);
    expect(figures.averagePrice).toBeCloseTo(5 * 0.0000166667e-3, 15);
    expect(figures.totalPrice).toBeCloseTo(116 * 0.0000166667e-3, 15);
    expect(toFigures(1024, [10, 20], 'arm64')).toMatchObject({ averageMs: 15 });
    expect(toFigures(512, [10], 'arm64').averagePrice).toBeCloseTo(5 * 0.0000133334e-3, 15);
  });

  it('chooses by strategy', () => {
    expect(toPowerTuning(FIGURES, 'cost', 0.5).power).toBe(512);
    expect(toPowerTuning(FIGURES, 'speed', 0.5).power).toBe(1024);
    expect(toPowerTuning(FIGURES, 'balanced', 0).power).toBe(1024);
    expect(toPowerTuning(FIGURES, 'balanced', 1).power).toBe(512);
    const equal = [at(128, 20, 1e-6), at(256, 10, 1e-6)];
    expect(toPowerTuning(equal, 'cost', 0.5).power).toBe(256);
    expect(toPowerTuning([at(128, 10, 2e-6), at(256, 10, 1e-6)], 'speed', 0.5).power).toBe(256);
  });

  it("answers in the state machine's form", () => {
    expect(toPowerTuning(FIGURES, 'cost', 0.5)).toEqual({
      power: 512,
      cost: 1.5e-6,
      duration: 200,
      stateMachine: {
        executionCost: 0.00038, // 15 transitions, to 5 digits
        lambdaCost: expect.closeTo(5.4e-5, 12) as number,
        visualization: visualizationUrl(FIGURES),
      },
      stats: [
        { averagePrice: 2e-6, averageDuration: 900, value: 128 },
        { averagePrice: 1.5e-6, averageDuration: 200, value: 512 },
        { averagePrice: 1.9e-6, averageDuration: 110, value: 1024 },
      ],
    });
  });

  it("encodes as the example in the state machine's documentation", () => {
    const hash =
      'gAAAAQACAAQABsAL;ZooQR4yvkUa/pQRGRC5zRaADHUVjOftE;QdWhOEMkoziDT5Q4xhiIOMYYiDi6RNc4';
    const [sizes, times, costs] = hash.split(';').map((text) => Buffer.from(text, 'base64'));
    const figures = Array.from({ length: 6 }, (_, index) =>
      at(
        sizes!.readInt16LE(index * 2),
        times!.readFloatLE(index * 4),
        costs!.readFloatLE(index * 4),
      ),
    );
    expect(figures.map((each) => each.memoryMb)).toEqual([128, 256, 512, 1024, 1536, 3008]);
    expect(visualizationUrl(figures)).toBe(`https://lambda-power-tuning.show/#${hash}`);
  });

  it('chooses something that was measured, whatever was', () => {
    const positive = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
    const figure = fc.record({
      memoryMb: fc.integer({ min: 128, max: 10_240 }),
      averageMs: positive,
      averagePrice: positive,
      totalPrice: positive,
    });
    const list = fc.array(figure, { minLength: 1, maxLength: 26 });
    const weight = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(list, fc.constantFrom(...STRATEGIES), weight, (figures, strategy, balanced) => {
        const { power, cost, duration } = toPowerTuning(figures, strategy, balanced);
        expect(figures).toContainEqual(
          expect.objectContaining({ memoryMb: power, averagePrice: cost, averageMs: duration }),
        );
      }),
    );
  });
});
