import { operation } from '../../define-service.ts';
import { getFunction } from '../load.ts';
import { functionLock, functions } from '../store.ts';
import { parseTaggable } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource = operation('lambda', 'UntagResource', async (input, context) => {
  const name = parseTaggable(context, input.Resource ?? '');
  const removed = new Set(input.TagKeys);
  await context.store.transact([functionLock(name)], async (tx) => {
    const record = await getFunction(context, name, tx);
    const tags = Object.fromEntries(
      Object.entries(record.tags).filter(([key]) => !removed.has(key)),
    );
    tx.put(functions, [name], { ...record, tags });
  });
  return {};
});
