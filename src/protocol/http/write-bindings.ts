import { setKey } from '../record-key.ts';
import { formatScalar } from '../scalar.ts';
import type { Member, Shape } from '../shape.ts';
import type { ResponseHead } from './response-head.ts';

/** Adds the output members that are bound to headers and status. */
export function writeBindings(
  members: readonly Member[],
  output: Readonly<Record<string, unknown>>,
  head: ResponseHead,
): void {
  for (const { name, shape } of members) {
    const value = output[name];
    if (value === null || value === undefined) continue;
    if (shape.traits.httpHeader !== undefined) {
      head.headers[shape.traits.httpHeader.toLowerCase()] = toHeaderText(headerValue(shape, value));
    } else if (shape.traits.httpPrefixHeaders !== undefined) {
      for (const [key, each] of Object.entries(value as Record<string, unknown>)) {
        setKey(
          head.headers,
          shape.traits.httpPrefixHeaders + key.toLowerCase(),
          toHeaderText(String(each)),
        );
      }
    } else if (shape.traits.httpResponseCode) {
      head.status = Number(value);
    }
  }
}

function headerValue(shape: Shape, value: unknown): string {
  if (shape.kind !== 'list') return formatScalar(shape, value, 'http-date');
  return (value as readonly unknown[])
    .map((each) => quote(formatScalar(shape.element, each, 'http-date'), shape.element))
    .join(', ');
}

function quote(text: string, element: Shape): string {
  return element.kind !== 'timestamp' && /[",]/.test(text)
    ? `"${text.replace(/["\\]/g, '\\$&')}"`
    : text;
}

/** RFC 2047 for what a header cannot carry, as S3 does with metadata; it also stops header injection. */
function toHeaderText(text: string): string {
  return /^[\t\x20-\x7e\xa0-\xff]*$/.test(text)
    ? text
    : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}
