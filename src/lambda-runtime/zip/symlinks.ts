/** As Linux: a chain of more links than this is an error. */
const LONGEST_CHAIN = 40;

/**
 * Whether following a symlink stays inside the folder, other links on the way included.
 * @param path where the link is, clean
 * @param links every link of the zip: clean path → target
 */
export function staysInside(path: string, links: ReadonlyMap<string, string>): boolean {
  const at = path.split('/').slice(0, -1);
  const ahead = (links.get(path) ?? '').split('/');
  if (ahead[0] === '') return false; // absolute, or empty
  for (let hops = 0; ahead.length > 0;) {
    const segment = ahead.shift();
    if (segment === undefined || segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (at.pop() === undefined) return false;
      continue;
    }
    at.push(segment);
    const target = links.get(at.join('/'));
    if (target === undefined) continue;
    if (target.startsWith('/') || ++hops > LONGEST_CHAIN) return false;
    at.pop();
    ahead.unshift(...target.split('/'));
  }
  return true;
}
