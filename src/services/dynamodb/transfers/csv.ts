/** Comma-separated values as RFC 4180 has them, from pieces of text as they come. */

/** A record longer than this is not one of items. */
const RECORD_LIMIT_CHARS = 2 * 2 ** 20;

export class MalformedCsv extends Error {}

/** @throws MalformedCsv for a quote that never ends, and for records beyond two million characters */
export async function* parseCsv(
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<string[]> {
  let fields: string[] = [];
  let field = '';
  let length = 0;
  /** After a quote inside quotes: the end, or the first half of a doubled one. */
  let state: 'plain' | 'quoted' | 'after-quote' = 'plain';
  let wasReturn = false;
  for await (const piece of pieces) {
    for (const char of piece) {
      if (wasReturn && char === '\n') {
        wasReturn = false;
        continue;
      }
      wasReturn = false;
      if (++length > RECORD_LIMIT_CHARS) throw new MalformedCsv('A record is too long');
      if (state === 'quoted') {
        if (char === '"') state = 'after-quote';
        else field += char;
      } else if (char === '"' && state === 'after-quote') {
        field += '"';
        state = 'quoted';
      } else if (char === '"' && field === '') {
        state = 'quoted';
      } else if (char === delimiter) {
        fields.push(field);
        [field, state] = ['', 'plain'];
      } else if (char === '\n' || char === '\r') {
        if (fields.length > 0 || field !== '' || state !== 'plain') yield [...fields, field];
        [fields, field, state, length, wasReturn] = [[], '', 'plain', 0, char === '\r'];
      } else {
        field += char;
      }
    }
  }
  if (state === 'quoted') throw new MalformedCsv('A quoted field does not end');
  if (fields.length > 0 || field !== '' || state !== 'plain') yield [...fields, field];
}
