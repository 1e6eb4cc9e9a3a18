import type { Ids } from '../platform/ids.ts';

/** A new, unsampled trace: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function makeTraceId(ids: Ids, atEpochMs: number): string {
  const seconds = Math.floor(atEpochMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${ids.hex(24)};Parent=${ids.hex(16)};Sampled=0;Lineage=1:${ids.hex(8)}:0`;
}
