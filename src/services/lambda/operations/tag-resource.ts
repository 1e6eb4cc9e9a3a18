import { operation } from '../../define-service.ts';
import { getFunction } from '../load.ts';
import { functionLock, functions } from '../store.ts';
import { assertTags, parseTaggable } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource = operation('lambda', 'TagResource', async (input, context) => {
  const name = parseTaggable(context, input.Resource ?? '');
  await context.store.transact([functionLock(name)], async (tx) => {
    const record = await getFunction(context, name, tx);
    tx.put(functions, [name], { ...record, tags: assertTags({ ...record.tags, ...input.Tags }) });
  });
  return {};
});
