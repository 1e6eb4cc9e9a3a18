import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidSubscription, parseSubscription } from './subscription.ts';

const tryParse = (text: string): ReturnType<typeof parseSubscription> | undefined => {
  try {
    return parseSubscription(text, 'telemetry');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSubscription);
    return undefined;
  }
};

it('whatever comes is a subscription within the limits, or refused', () => {
  const loose = fc.record(
    {
      schemaVersion: fc.constantFrom('2022-07-01', '2022-12-13', 'x', 1),
      types: fc.array(fc.constantFrom('platform', 'function', 'extension', 'other')),
      destination: fc.oneof(
        fc.record({
          protocol: fc.constantFrom('HTTP', 'TCP'),
          port: fc.integer({ min: -1, max: 70_000 }),
          URI: fc.oneof(
            fc.webUrl(),
            fc
              .integer({ min: 0, max: 70_000 })
              .map((port) => `http://sandbox.localdomain:${port}/`),
          ),
        }),
        fc.anything(),
      ),
      buffering: fc.record(
        {
          maxItems: fc.integer(),
          maxBytes: fc.integer(),
          timeoutMs: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.double()),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        loose.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string(),
      ),
      (text) => {
        const subscription = tryParse(text);
        if (!subscription) return;
        const { destination, maxItems, maxBytes, timeoutMs } = subscription;
        expect(destination.port).toBeGreaterThan(0);
        expect(destination.port).toBeLessThan(65_536);
        expect(maxItems).toBeGreaterThanOrEqual(1000);
        expect(maxBytes).toBeLessThanOrEqual(1_048_576);
        expect(Number.isInteger(timeoutMs)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
