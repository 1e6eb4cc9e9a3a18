/** JSON written as text: the events of the invoke path are put together without objects in between. */

/** Characters that JSON strings hold as they are. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** A JSON string. */
export function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** A JSON object of strings. */
export function quoteMap(map: Iterable<readonly [name: string, value: string]>): string {
  let text = '';
  for (const [name, value] of map) text += `${text ? ',' : '{'}${quote(name)}:${quote(value)}`;
  return text ? `${text}}` : '{}';
}
