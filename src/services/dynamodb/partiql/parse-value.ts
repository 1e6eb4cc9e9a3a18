import { setKey } from '../../../protocol/record-key.ts';
import { validationError } from '../errors.ts';
import type { Path } from '../expressions/path.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { validValue } from '../values/validate-value.ts';
import { notWellFormed, type StatementReader } from './tokens.ts';

/** Values and paths of statements; hands out the parameters in order. */
export class ValueParser {
  readonly reader: StatementReader;
  readonly #parameters: readonly AttributeValue[];
  #used = 0;

  constructor(reader: StatementReader, parameters: readonly AttributeValue[]) {
    this.reader = reader;
    this.#parameters = parameters;
  }

  /** @throws ValidationException when parameters are left over */
  assertAllUsed(): void {
    if (this.#used !== this.#parameters.length) throw parameterMismatch();
  }

  /** @returns undefined when what comes next is no value */
  value(): AttributeValue | undefined {
    const { reader } = this;
    const { kind, text } = reader.next;
    if (kind === 'string') return { S: reader.take().text };
    if (kind === 'number') return validValue({ N: reader.take().text });
    if (kind === 'word') return this.#word(text.toUpperCase());
    if (kind !== 'symbol') return undefined;
    switch (text) {
      case '?':
        return this.#parameter();
      case '-':
        return this.#negative();
      case '[':
        return { L: reader.nested(() => this.#list('[', ']')) };
      case '{':
        return { M: reader.nested(() => this.#map()) };
      case '<<':
        return toSet(this.#list('<<', '>>'));
      default:
        return undefined;
    }
  }

  /** @throws ValidationException */
  expectValue(): AttributeValue {
    const value = this.value();
    if (!value) throw this.reader.unexpected();
    return value;
  }

  /** @throws ValidationException */
  path(): Path {
    const { reader } = this;
    const path: (string | number)[] = [this.name()];
    for (;;) {
      if (reader.skip('.')) path.push(this.name());
      else if (reader.skip('[')) {
        const { kind, text } = reader.take();
        if (kind !== 'number' || !/^\d+$/.test(text))
          throw notWellFormed('Unexpected path component');
        path.push(Number(text));
        reader.expect(']');
      } else return path;
    }
  }

  /** @throws ValidationException */
  name(): string {
    const { kind } = this.reader.next;
    if (kind !== 'word' && kind !== 'quoted') throw this.reader.unexpected();
    return this.reader.take().text;
  }

  #word(word: string): AttributeValue | undefined {
    if (word !== 'TRUE' && word !== 'FALSE' && word !== 'NULL') return undefined;
    this.reader.take();
    return word === 'NULL' ? { NULL: true } : { BOOL: word === 'TRUE' };
  }

  #parameter(): AttributeValue {
    this.reader.take();
    const value = this.#parameters[this.#used++];
    if (!value) throw parameterMismatch();
    return validValue(value);
  }

  #negative(): AttributeValue {
    this.reader.take();
    if (this.reader.next.kind !== 'number') throw this.reader.unexpected();
    return validValue({ N: `-${this.reader.take().text}` });
  }

  #list(open: string, close: string): AttributeValue[] {
    const { reader } = this;
    reader.expect(open);
    const values: AttributeValue[] = [];
    if (reader.skip(close)) return values;
    do values.push(this.expectValue());
    while (reader.skip(','));
    reader.expect(close);
    return values;
  }

  #map(): Record<string, AttributeValue> {
    const { reader } = this;
    const map: Record<string, AttributeValue> = {};
    reader.expect('{');
    if (reader.skip('}')) return map;
    do {
      const { kind, text } = reader.take();
      if (kind !== 'string' && kind !== 'quoted') throw notWellFormed('Unexpected attribute name');
      reader.expect(':');
      setKey(map, text, this.expectValue());
    } while (reader.skip(','));
    reader.expect('}');
    return map;
  }
}

function toSet(members: readonly AttributeValue[]): AttributeValue {
  const set = {
    SS: members.flatMap(({ S }) => (S === undefined ? [] : [S])),
    NS: members.flatMap(({ N }) => (N === undefined ? [] : [N])),
    BS: members.flatMap(({ B }) => (B ? [B] : [])),
  };
  for (const type of ['SS', 'NS', 'BS'] as const)
    if (members.length > 0 && set[type].length === members.length)
      return validValue({ [type]: set[type] } as unknown as AttributeValue);
  throw validationError(
    'One or more parameter values were invalid: a set must have members, all of one type: strings, numbers or bytes',
  );
}

function parameterMismatch(): Error {
  return validationError("Number of parameters in request and statement don't match.");
}
