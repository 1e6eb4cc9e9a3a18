/** Reading the input of any operation, for what it needs of its caller. */
import type { ContextValues } from '../authorization/context.ts';

type Input = Readonly<Record<string, unknown>>;

export function textOf(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Tags of a request, as a list of keys and values or as a map, by their condition keys. */
export function requestTagKeys(tags: unknown): ContextValues {
  const pairs = toPairs(tags);
  if (pairs.length === 0) return {};
  return {
    'aws:TagKeys': pairs.map(([key]) => key),
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}

/** Tags of the resource. @param prefixes besides `aws:`, such as `iam:` */
export function resourceTagKeys(tags: unknown, ...prefixes: readonly string[]): ContextValues {
  return Object.fromEntries(
    toPairs(tags).flatMap(([key, value]) =>
      ['aws:', ...prefixes].map((prefix) => [`${prefix}ResourceTag/${key}`, value]),
    ),
  );
}

function toPairs(tags: unknown): [string, string][] {
  if (Array.isArray(tags)) {
    return (tags as Record<string, unknown>[]).map((tag) => [
      String(tag['Key'] ?? tag['key'] ?? ''),
      String(tag['Value'] ?? tag['value'] ?? ''),
    ]);
  }
  return typeof tags === 'object' && tags !== null
    ? Object.entries(tags).map(([key, value]) => [key, String(value)])
    : [];
}
