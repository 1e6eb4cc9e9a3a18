/** Why a name in a zip cannot be unpacked, or undefined when it is safe. */
export function findNameProblem(name: string): string | undefined {
  if (name.length === 0) return 'has no name';
  if (name.includes('\0')) return 'has a NUL in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'has an absolute name';
  const segments = name.replace(/\/$/, '').split('/');
  if (segments.includes('..')) return 'leaves the folder';
  if (segments.some((segment) => Buffer.byteLength(segment) > 255) || name.length > 4096) {
    return 'has a name that is too long';
  }
  return undefined;
}

/** `./a//b/` → `a/b`; the empty text is the root itself. */
export function toCleanPath(name: string): string {
  return name
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
