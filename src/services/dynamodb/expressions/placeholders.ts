import { validationError, within } from '../errors.ts';
import { PLACEHOLDER_LIMIT_BYTES } from '../limits.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { valueSizeBytes } from '../values/item-size.ts';
import { validValue } from '../values/validate-value.ts';
import type { Path } from './path.ts';
import { isReserved } from './reserved-words.ts';

export interface PlaceholderInput {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}

/** The `#names` and `:values` of a request, and which of them its expressions have used. */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, AttributeValue>();
  readonly #unusedNames = new Set<string>();
  readonly #unusedValues = new Set<string>();

  /** @throws ValidationException */
  constructor(input: PlaceholderInput) {
    const names = input.ExpressionAttributeNames;
    const values = input.ExpressionAttributeValues;
    if (names) checkKeys('ExpressionAttributeNames', /^#[0-9a-zA-Z_]+$/, Object.keys(names));
    if (values) checkKeys('ExpressionAttributeValues', /^:[0-9a-zA-Z_]+$/, Object.keys(values));
    for (const [key, name] of Object.entries(names ?? {})) {
      this.#names.set(key, name);
      this.#unusedNames.add(key);
    }
    for (const [key, value] of Object.entries(values ?? {})) {
      const valid = within(
        'ExpressionAttributeValues contains invalid value: ',
        ` for key ${key}`,
        () => validValue(value),
      );
      this.#values.set(key, valid);
      this.#unusedValues.add(key);
    }
    this.#assertSmall();
  }

  #assertSmall(): void {
    let size = 0;
    for (const [key, name] of this.#names) size += key.length + name.length;
    for (const [key, value] of this.#values) size += key.length + valueSizeBytes(value);
    if (size <= PLACEHOLDER_LIMIT_BYTES) return;
    // AWS documents the limit of 2 MB but not the words.
    throw validationError(
      `ExpressionAttributeNames and ExpressionAttributeValues exceed the maximum size; size: ${size}`,
    );
  }

  /** @throws ValidationException when the name is not defined */
  name(key: string): string {
    const name = this.#names.get(key);
    if (name === undefined) {
      throw validationError(
        `An expression attribute name used in the document path is not defined; attribute name: ${key}`,
      );
    }
    this.#unusedNames.delete(key);
    return name;
  }

  /** @throws ValidationException when the value is not defined */
  value(key: string): AttributeValue {
    const value = this.#values.get(key);
    if (value === undefined) {
      throw validationError(
        `An expression attribute value used in expression is not defined; attribute value: ${key}`,
      );
    }
    this.#unusedValues.delete(key);
    return value;
  }

  /** @throws ValidationException when a name is not defined */
  path(path: Path): Path {
    return path.map((part) =>
      typeof part === 'string' && part.startsWith('#') ? this.name(part) : part,
    );
  }

  /** @throws ValidationException naming the placeholders that no expression used */
  assertAllUsed(): void {
    assertNone('ExpressionAttributeNames', this.#unusedNames);
    assertNone('ExpressionAttributeValues', this.#unusedValues);
  }
}

function checkKeys(parameter: string, syntax: RegExp, keys: readonly string[]): void {
  if (keys.length === 0) throw validationError(`${parameter} must not be empty`);
  const bad = keys.find((key) => !syntax.test(key));
  if (bad !== undefined) {
    throw validationError(`${parameter} contains invalid key: Syntax error; key: "${bad}"`);
  }
}

function assertNone(parameter: string, unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  throw validationError(
    `Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(', ')}}`,
  );
}

/** @returns AWS's complaint about the first name that may not stand in an expression as it is */
export function reservedWordIn(path: Path): string | undefined {
  const word = path.find((part) => typeof part === 'string' && isReserved(part));
  return word === undefined
    ? undefined
    : `Attribute name is a reserved keyword; reserved keyword: ${word}`;
}
