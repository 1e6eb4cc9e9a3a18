/**
 * DynamoDB's numbers, exactly: 38 significant digits, exponents from -130 to 125.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
import { validationError } from '../errors.ts';

const DIGIT_LIMIT = 38;
const LARGEST_EXPONENT = 125;
const SMALLEST_EXPONENT = -130;

/** `d.ddd × 10^exponent`. Digits neither begin nor end with a zero; the number zero has none. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };
const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
/** Already in canonical form, and exact as a double. */
const SMALL_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;

/** @throws ValidationException when the text is no number, or none that DynamoDB can store */
export function parseDecimal(text: string): Decimal {
  const match = SYNTAX.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0) {
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  return checked(
    toDecimal(match[1] === '-', whole + fraction, whole.length - 1 + Number(match[4] ?? 0)),
  );
}

/** @param exponent that of the first of `digits` */
function toDecimal(negative: boolean, digits: string, exponent: number): Decimal {
  let start = 0;
  while (digits[start] === '0') start++;
  if (start === digits.length) return ZERO;
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return { negative, digits: digits.slice(start, end), exponent: exponent - start };
}

function checked(number: Decimal): Decimal {
  if (number.exponent > LARGEST_EXPONENT) {
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (number.exponent < SMALLEST_EXPONENT) {
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (number.digits.length > DIGIT_LIMIT) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  return number;
}

/** Plain notation without superfluous zeros, as DynamoDB returns numbers. */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** The one text that stands for this number. @throws ValidationException */
export function canonicalNumber(text: string): string {
  return SMALL_INTEGER.test(text) ? text : formatDecimal(parseDecimal(text));
}

/** @returns negative, zero or positive, for `Array.sort` */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (SMALL_INTEGER.test(a) && SMALL_INTEGER.test(b)) return Number(a) - Number(b);
  return compareDecimals(parseDecimal(a), parseDecimal(b));
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (signOf(a) !== signOf(b)) return signOf(a) - signOf(b);
  const magnitude =
    a.exponent === b.exponent ? compareText(a.digits, b.digits) : a.exponent - b.exponent;
  return a.negative ? 0 - magnitude : magnitude;
}

function signOf(number: Decimal): number {
  if (number.digits === '') return 0;
  return number.negative ? -1 : 1;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `a + b`, or `a - b`. @throws ValidationException when DynamoDB cannot store the result */
export function addNumbers(a: string, b: string, operator: '+' | '-' = '+'): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const second = toInteger(right, scale);
  const sum = toInteger(left, scale) + (operator === '+' ? second : -second);
  const digits = String(sum < 0n ? -sum : sum);
  return formatDecimal(checked(toDecimal(sum < 0n, digits, digits.length - 1 - scale)));
}

/** Digits behind the decimal point; negative for multiples of ten. */
function scaleOf({ digits, exponent }: Decimal): number {
  return digits.length - 1 - exponent;
}

function toInteger(number: Decimal, scale: number): bigint {
  if (number.digits === '') return 0n;
  const magnitude = BigInt(number.digits) * 10n ** BigInt(scale - scaleOf(number));
  return number.negative ? -magnitude : magnitude;
}

/** What a number takes in an item: two digits to a byte, aligned at the decimal point. */
export function numberSizeBytes(text: string): number {
  const { negative, digits, exponent } = parseDecimal(text);
  if (digits === '') return 1;
  const pairs =
    exponent % 2 === 0 ? 1 + Math.ceil((digits.length - 1) / 2) : Math.ceil(digits.length / 2);
  return 1 + pairs + (negative ? 1 : 0);
}

const NEGATIVE = 0x01;
const NULL_NUMBER = 0x02;
const POSITIVE = 0x03;
/** After the digits of a negative number: the shorter of two with a common beginning is the larger one. */
const NEGATIVE_END = 0xff;

/** Bytes that compare as the numbers do: sign, exponent, then two digits to a byte; all inverted for negatives. */
export function encodeNumber(text: string): Uint8Array {
  const { negative, digits, exponent } = parseDecimal(text);
  if (digits === '') return Uint8Array.of(NULL_NUMBER);
  const pairs = Math.ceil(digits.length / 2);
  const bytes = new Uint8Array(2 + pairs + (negative ? 1 : 0));
  const invert = negative ? 0xff : 0;
  bytes[0] = negative ? NEGATIVE : POSITIVE;
  bytes[1] = (exponent - SMALLEST_EXPONENT) ^ invert;
  for (let pair = 0; pair < pairs; pair++) {
    const value = Number(digits.slice(pair * 2, pair * 2 + 2).padEnd(2, '0'));
    bytes[2 + pair] = (value + 1) ^ invert;
  }
  if (negative) bytes[2 + pairs] = NEGATIVE_END;
  return bytes;
}
