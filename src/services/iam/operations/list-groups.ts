import { operation } from '../../define-service.ts';
import { isBelow, pageOfTable } from '../page.ts';
import { groups } from '../store.ts';
import { toGroup } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const listGroups = operation('iam', 'ListGroups', async (input, context) => {
  const { items, members } = await pageOfTable(
    context.store,
    groups,
    input,
    isBelow(input.PathPrefix),
  );
  return { Groups: items.map(toGroup), ...members };
});
