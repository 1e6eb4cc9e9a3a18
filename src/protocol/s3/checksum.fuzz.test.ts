import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ChecksumAlgorithm,
  combineChecksums,
  createChecksum,
  isCombinable,
} from './checksum.ts';

function digestOf(algorithm: ChecksumAlgorithm, ...chunks: Uint8Array[]): Buffer {
  const checksum = createChecksum(algorithm);
  for (const chunk of chunks) checksum.update(chunk);
  return checksum.digest();
}

/** https://reveng.sourceforge.io/crc-catalogue/all.htm gives these for "123456789". */
it.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
] as const)('%s has its check value', (algorithm, expected) => {
  expect(digestOf(algorithm, Buffer.from('123456789')).toString('hex')).toBe(expected);
});

it('does not depend on how the bytes come', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ChecksumAlgorithm[]>('CRC32', 'CRC32C', 'CRC64NVME', 'SHA1'),
      fc.array(fc.uint8Array({ maxLength: 50 })),
      (algorithm, chunks) => {
        const whole = digestOf(algorithm, Buffer.concat(chunks));
        expect(digestOf(algorithm, ...chunks)).toEqual(whole);
      },
    ),
  );
});

it('is that of the whole when those of parts are combined', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ChecksumAlgorithm[]>('CRC32', 'CRC32C', 'CRC64NVME'),
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 6 }),
      (algorithm, parts) => {
        expect(isCombinable(algorithm)).toBe(true);
        const digests = parts.map((part) => ({
          digest: digestOf(algorithm, part),
          sizeBytes: part.length,
        }));
        const whole = digestOf(algorithm, Buffer.concat(parts));
        expect(combineChecksums(algorithm, digests)).toEqual(whole);
      },
    ),
  );
});
