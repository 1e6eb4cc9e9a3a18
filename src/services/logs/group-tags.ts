import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { parseArn } from '../../platform/arn.ts';
import { invalidParameter } from './errors.ts';
import { TAG_LIMIT } from './limits.ts';
import { parseGroupIdentifier, updateGroup } from './log-group.ts';

/** The group that a tagging operation names by ARN. Only groups can be tagged: destinations are not implemented. */
export function taggedGroup(resourceArn: string, context: Context): string {
  if (!parseArn(resourceArn)) throw invalidParameter(`Invalid resource ARN: ${resourceArn}`);
  return parseGroupIdentifier(resourceArn, context);
}

/** Adds tags and replaces those of the same key. @throws TooManyTagsException beyond 50 */
export async function addTags(
  context: Context,
  name: string,
  added: Readonly<Record<string, string>>,
  tooMany: () => Error,
): Promise<void> {
  await updateGroup(context, name, (group) => {
    const tags = { ...group.tags, ...added };
    if (Object.keys(tags).length > TAG_LIMIT) throw tooMany();
    return { ...group, tags };
  });
}

export async function removeTags(
  context: Context,
  name: string,
  keys: readonly string[],
): Promise<void> {
  await updateGroup(context, name, (group) => ({
    ...group,
    tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !keys.includes(key))),
  }));
}

export function tooManyTags(resourceName: string): Error {
  return serviceError(
    'logs',
    'TooManyTagsException',
    `A resource can have at most ${TAG_LIMIT} tags.`,
    {
      resourceName,
    },
  );
}
