/** The parts that responses of both payload formats are made of, checked so that no function can break HTTP. */

/** Written by the server; a function's own values would corrupt the framing of the response. */
const SERVER_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// Line breaks and other control characters in a value would split the response.
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number, or one written as text; HTTP knows three digits, and 1xx cannot end a response. */
export function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}

/** Alternating names and values; null values and what the server writes itself are left out. @returns undefined when invalid */
export function toHeaders(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return undefined;
  const headers: string[] = [];
  for (const [name, each] of Object.entries(value)) {
    if (each === null) continue;
    const text = toHeaderValue(each);
    if (text === undefined || !HEADER_NAME.test(name)) return undefined;
    if (!SERVER_HEADERS.has(name.toLowerCase())) headers.push(name, text);
  }
  return headers;
}

/** `{name: [value, …]}` as alternating names and values. @returns undefined when invalid */
export function toMultiValueHeaders(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return undefined;
  const headers: string[] = [];
  for (const [name, values] of Object.entries(value)) {
    if (values === null) continue;
    if (!Array.isArray(values) || !HEADER_NAME.test(name)) return undefined;
    const isServers = SERVER_HEADERS.has(name.toLowerCase());
    for (const each of values) {
      const text = toHeaderValue(each);
      if (text === undefined) return undefined;
      if (!isServers) headers.push(name, text);
    }
  }
  return headers;
}

export function toCookies(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const valid = value.every((each) => typeof each === 'string' && HEADER_VALUE.test(each));
  return valid ? (value as string[]) : undefined;
}

/** Anything but text is refused, as a body that is an object is in AWS. */
export function toBody(value: unknown, isBase64Encoded: boolean): Buffer | string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  return isBase64Encoded ? Buffer.from(value, 'base64') : value;
}

export function hasContentType(headers: readonly string[]): boolean {
  return headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type');
}

/** Text, numbers and booleans can be header values. @returns undefined for all else, and for what would split the response */
function toHeaderValue(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return undefined;
  const text = String(value);
  return HEADER_VALUE.test(text) ? text : undefined;
}
