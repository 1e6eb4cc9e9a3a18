import { operation } from '../../define-service.ts';
import { writeCredential } from '../../credentials.ts';
import { getAccessKey, userNameOr } from '../access-keys.ts';
import { updateEntity, user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey = operation('iam', 'DeleteAccessKey', async (input, context) => {
  await updateEntity(user, context, userNameOr(context, input.UserName), (entity, tx) => {
    const { id } = getAccessKey(entity, input.AccessKeyId);
    writeCredential(tx, id, undefined);
    return { ...entity, accessKeys: entity.accessKeys.filter((key) => key.id !== id) };
  });
  return {};
});
