/** An item of 400 KB is at most a few times that in JSON. */
const LINE_LIMIT_CHARS = 4 * 2 ** 20;

export class LineTooLong extends Error {}

/** Lines from pieces of text as they come, without their ends. @throws LineTooLong */
export async function* splitLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const [first, ...others] = piece.split('\n') as [string, ...string[]];
    rest.push(first);
    length += first.length;
    for (const next of others) {
      yield rest.join('');
      rest = [next];
      length = next.length;
    }
    if (length > LINE_LIMIT_CHARS) throw new LineTooLong('A line is too long to be an item');
  }
  if (length > 0) yield rest.join('');
}
