import { operation } from '../../define-service.ts';
import { getAccessKey, userNameOr, writeUserCredentials } from '../access-keys.ts';
import { updateEntity, user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey = operation('iam', 'UpdateAccessKey', async (input, context) => {
  await updateEntity(user, context, userNameOr(context, input.UserName), async (entity, tx) => {
    const { id } = getAccessKey(entity, input.AccessKeyId);
    const active = input.Status === 'Active';
    const accessKeys = entity.accessKeys.map((key) => (key.id === id ? { ...key, active } : key));
    const after = { ...entity, accessKeys };
    await writeUserCredentials(tx, context, after);
    return after;
  });
  return {};
});
