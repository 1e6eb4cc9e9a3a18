import type { Context } from '../context.ts';
import { decodeToken, encodeToken } from './page-token.ts';
import { groups, type LogGroup } from './store.ts';

const BATCH = 200;

/** One page of groups in the order of their names. @throws InvalidParameterException for a foreign token */
export async function listGroups(
  context: Context,
  options: {
    prefix?: string | undefined;
    limit: number;
    token: string | undefined;
    accept: (group: LogGroup) => boolean;
  },
): Promise<{ groups: LogGroup[]; nextToken: string | undefined }> {
  const { prefix = '', limit, token, accept } = options;
  const found: LogGroup[] = [];
  let after = prefix;
  if (token !== undefined) [after] = decodeToken('groups', token, ['string']);
  else if (prefix !== '') {
    // The scan begins after its bound, so the group named exactly like the prefix is read by itself.
    const exact = await context.store.get(groups, [prefix]);
    if (exact && accept(exact)) found.push(exact);
  }
  for (;;) {
    const batch = await context.store.scan(groups, {
      ...(after !== '' && { after: [after] }),
      limit: BATCH,
    });
    for (const { value } of batch) {
      if (!value.name.startsWith(prefix)) return { groups: found, nextToken: undefined };
      if (accept(value)) {
        // The page ends only when there is one more, so that no token leads to an empty page.
        if (found.length === limit) {
          return { groups: found, nextToken: encodeToken('groups', [found.at(-1)?.name ?? '']) };
        }
        found.push(value);
      }
      after = value.name;
    }
    if (batch.length < BATCH) return { groups: found, nextToken: undefined };
  }
}
