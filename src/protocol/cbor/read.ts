import { serializationError } from '../serialization-error.ts';
import type { Shape } from '../shape.ts';
import { nameOf, readValue, type ValueFormat } from '../value-reader.ts';
import { decodeCbor } from './decode.ts';

const FORMAT: ValueFormat = {
  memberKey: ({ name }) => name,
  blob(value) {
    if (value instanceof Uint8Array) return value;
    throw FORMAT.mismatch(nameOf(value), 'ByteBuffer');
  },
  timestamp(_shape, value) {
    if (value instanceof Date) return value;
    throw FORMAT.mismatch(nameOf(value), 'Timestamp');
  },
  mismatch: (found, wanted) => serializationError(`${found} can not be converted to a ${wanted}`),
};

/** @throws SerializationException (400) */
export function readCbor(shape: Shape, body: Buffer): unknown {
  return readValue(shape, body.length === 0 ? {} : decodeCbor(body), FORMAT);
}
