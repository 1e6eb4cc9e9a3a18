/** Sizes that limits and capacity units count. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';
import { numberSizeBytes } from './decimal.ts';

/** Lists and maps, empty or not. */
const CONTAINER_BYTES = 3;
/** Each element of a list, each entry of a map. */
const ELEMENT_BYTES = 1;

export function itemSizeBytes(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item))
    size += Buffer.byteLength(name) + valueSizeBytes(value);
  return size;
}

export function valueSizeBytes(value: AttributeValue): number {
  switch (typeOf(value)) {
    case 'S':
      return Buffer.byteLength(value.S!);
    case 'N':
      return numberSizeBytes(value.N!);
    case 'B':
      return value.B!.byteLength;
    case 'SS':
      return sum(value.SS!, Buffer.byteLength);
    case 'NS':
      return sum(value.NS!, numberSizeBytes);
    case 'BS':
      return sum(value.BS!, (each) => each.byteLength);
    case 'L':
      return CONTAINER_BYTES + sum(value.L!, (each) => ELEMENT_BYTES + valueSizeBytes(each));
    case 'M':
      return (
        CONTAINER_BYTES + ELEMENT_BYTES * Object.keys(value.M!).length + itemSizeBytes(value.M!)
      );
    default:
      return 1;
  }
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  let total = 0;
  for (const each of values) total += size(each);
  return total;
}
