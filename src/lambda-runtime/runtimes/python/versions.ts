/** `python3.12` and its siblings: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const PYTHON_RUNTIMES = [
  'python3.8',
  'python3.9',
  'python3.10',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
] as const;

/** @returns `3.12` of `python3.12` */
export function releaseOf(identifier: string): string {
  return identifier.slice('python'.length);
}
