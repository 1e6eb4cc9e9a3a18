import { expect, it } from 'vitest';
import { billedMs } from './billed-duration.ts';

it('reads text and JSON reports, and nothing else', () => {
  const report =
    'REPORT RequestId: 1\tDuration: 1.23 ms\tBilled Duration: 42 ms\tMemory Size: 128 MB\t\n';
  expect(billedMs(`START RequestId: 1 Version: 1\nmine\nEND RequestId: 1\n${report}`)).toBe(42);
  const json = '{"type":"platform.report","record":{"metrics":{"billedDurationMs":7}}}';
  expect(billedMs(`{"level":"INFO","message":"\\"platform.report\\""}\n${json}\n`)).toBe(7);
  for (const log of ['', 'START', '{"type":"platform.report"', '"platform.report"', 'null'])
    expect(billedMs(log)).toBeUndefined();
  expect(billedMs('{"type":"platform.report","record":null}')).toBeUndefined();
});
