import { operation } from '../../define-service.ts';
import { makeAccessKeyId } from '../../access-key-id.ts';
import { makeSecretAccessKey, writeCredential } from '../../credentials.ts';
import { userNameOr } from '../access-keys.ts';
import { updateEntity, user } from '../entity.ts';
import { quotaExceeded } from '../errors.ts';
import { ACCESS_KEYS_PER_USER_MAX } from '../limits.ts';
import type { AccessKey } from '../store.ts';
import { toAccessKeyMetadata } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey = operation('iam', 'CreateAccessKey', async (input, context) => {
  const { account, clock, ids } = context;
  const id = makeAccessKeyId('AKIA', account, ids);
  const key: AccessKey = { id, active: true, createdAtEpochMs: clock.now() };
  const secretAccessKey = makeSecretAccessKey(ids);
  const name = userNameOr(context, input.UserName);
  const owner = await updateEntity(user, context, name, (entity, tx) => {
    if (entity.accessKeys.length >= ACCESS_KEYS_PER_USER_MAX) {
      throw quotaExceeded('AccessKeysPerUser', ACCESS_KEYS_PER_USER_MAX);
    }
    const { arn, id: userId } = entity;
    writeCredential(tx, id, { secretAccessKey, account, arn, userId, active: true });
    return { ...entity, accessKeys: [...entity.accessKeys, key] };
  });
  const { Status, CreateDate } = toAccessKeyMetadata(owner, key);
  return {
    AccessKey: {
      UserName: owner.name,
      AccessKeyId: id,
      Status,
      SecretAccessKey: secretAccessKey,
      CreateDate,
    },
  };
});
