/** Tags of roles, users, policies and instance profiles: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { type Kind, updateEntity } from './entity.ts';
import { invalidInput } from './errors.ts';
import { TAGS_MAX } from './limits.ts';
import { type Page, pageOf, type PageRequest } from './page.ts';
import type { Entity, Tag, Tagged } from './store.ts';

/** The SDK's form. */
export interface WireTag {
  Key: string | undefined;
  Value: string | undefined;
}

/**
 * Adds tags to those that are there; a key that differs only in case replaces the older one.
 * @returns sorted by key
 * @throws AwsError `InvalidInput` (a key twice), `LimitExceeded`
 */
export function addTags(current: readonly Tag[], added: readonly WireTag[] | undefined): Tag[] {
  const tags = new Map(current.map((tag) => [tag.key.toLowerCase(), tag]));
  const seen = new Set<string>();
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      throw invalidInput(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    seen.add(folded);
    tags.set(folded, { key, value });
  }
  if (tags.size > TAGS_MAX) {
    // The text is ours to choose: AWS documents the quota, not the sentence.
    throw serviceError(
      'iam',
      'LimitExceededException',
      `The number of tags has reached the maximum limit: ${TAGS_MAX}.`,
    );
  }
  return [...tags.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** @returns the tags without those keys; keys that are not there do not matter */
export function removeTags(current: readonly Tag[], keys: readonly string[] | undefined): Tag[] {
  const removed = new Set(keys?.map((key) => key.toLowerCase()));
  return current.filter((tag) => !removed.has(tag.key.toLowerCase()));
}

export function toWireTags(tags: readonly Tag[]): { Key: string; Value: string }[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** As `toWireTags`, but absent where AWS leaves out an empty list. */
export function toWireTagsOrNone(
  tags: readonly Tag[],
): { Key: string; Value: string }[] | undefined {
  return tags.length > 0 ? toWireTags(tags) : undefined;
}

export async function tagEntity<T extends Entity & Tagged>(
  kind: Kind<T>,
  context: Context,
  name: string | undefined,
  added: readonly WireTag[] | undefined,
): Promise<void> {
  await updateEntity(kind, context, name, (entity) => ({
    ...entity,
    tags: addTags(entity.tags, added),
  }));
}

export async function untagEntity<T extends Entity & Tagged>(
  kind: Kind<T>,
  context: Context,
  name: string | undefined,
  keys: readonly string[] | undefined,
): Promise<void> {
  await updateEntity(kind, context, name, (entity) => ({
    ...entity,
    tags: removeTags(entity.tags, keys),
  }));
}

/** One page of tags, sorted by key, as the List…Tags operations answer. */
export function toTagPage(
  entity: Tagged,
  request: PageRequest,
): Page<never>['members'] & { Tags: { Key: string; Value: string }[] } {
  const { items, members } = pageOf(entity.tags, (tag) => tag.key, request);
  return { Tags: toWireTags(items), ...members };
}
