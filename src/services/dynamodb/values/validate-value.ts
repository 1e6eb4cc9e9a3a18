import { setKey } from '../../../protocol/record-key.ts';
import { invalidParameters, validationError } from '../errors.ts';
import { NESTING_LIMIT } from '../limits.ts';
import { type AttributeValue, type Item, toText } from './attribute-value.ts';
import { canonicalNumber } from './decimal.ts';

/**
 * Checks what a client sent and brings its numbers into canonical form. Of the texts that AWS's
 * regions use, these are those of us-east-1.
 * @throws ValidationException
 */
export function validValue(value: AttributeValue, depth = 1): AttributeValue {
  const types = Object.keys(value).filter((type) => value[type as 'S'] !== undefined);
  if (types.length === 0) {
    throw validationError(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (depth > NESTING_LIMIT) {
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  const valid = validated(value, depth);
  if (types.length > 1) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return valid;
}

/** @throws ValidationException */
export function validItem(item: Item, depth = 0): Item {
  const valid: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item))
    setKey(valid, name, validValue(value, depth + 1));
  return valid;
}

function validated(value: AttributeValue, depth: number): AttributeValue {
  if (value.N !== undefined) return { N: canonicalNumber(value.N) };
  if (value.SS) return { SS: validStringSet(value.SS) };
  if (value.NS) return { NS: validNumberSet(value.NS) };
  if (value.BS) return { BS: validBinarySet(value.BS) };
  if (value.L) return { L: value.L.map((each) => validValue(each, depth + 1)) };
  if (value.M) return { M: validItem(value.M, depth) };
  // AWS has taken `false` since 2026, and reads it back as `true`.
  if (value.NULL !== undefined) return { NULL: true };
  return value;
}

function validStringSet(members: string[]): string[] {
  if (members.length === 0) throw invalidParameters('An string set  may not be empty');
  if (new Set(members).size < members.length)
    throw invalidParameters(`Input collection [${members.join(', ')}] contains duplicates.`);
  return members;
}

function validNumberSet(members: string[]): string[] {
  if (members.length === 0) throw invalidParameters('An number set  may not be empty');
  const numbers = members.map(canonicalNumber);
  if (new Set(numbers).size < numbers.length)
    throw validationError('Input collection contains duplicates');
  return numbers;
}

function validBinarySet(members: Uint8Array[]): Uint8Array[] {
  if (members.length === 0) throw invalidParameters('Binary sets should not be empty');
  if (new Set(members.map(toText)).size < members.length) {
    const shown = members.map((each) => Buffer.from(each).toString('base64')).join(', ');
    throw invalidParameters(`Input collection [${shown}]of type BS contains duplicates.`);
  }
  return members;
}
