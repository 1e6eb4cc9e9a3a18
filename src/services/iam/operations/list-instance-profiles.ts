import { operation } from '../../define-service.ts';
import { isBelow, pageOfTable } from '../page.ts';
import { instanceProfiles } from '../store.ts';
import { toListedInstanceProfiles } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles = operation(
  'iam',
  'ListInstanceProfiles',
  async (input, context) => {
    const { store } = context;
    const { items, members } = await pageOfTable(
      store,
      instanceProfiles,
      input,
      isBelow(input.PathPrefix),
    );
    return { InstanceProfiles: await toListedInstanceProfiles(store, items), ...members };
  },
);
