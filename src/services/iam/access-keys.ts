/** Long-term credentials of users. */
import type { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { credentials, writeCredential } from '../credentials.ts';
import type { StoreTransaction } from '../store.ts';
import { noSuchEntity, validationError } from './errors.ts';
import type { AccessKey, User } from './store.ts';

/** The given name, or else the calling user's. */
export function userNameOr(context: Context, name: string | undefined): string {
  if (name !== undefined) return name;
  const caller = /^arn:[^:]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(context.caller.arn);
  if (caller?.[1] !== undefined) return caller[1];
  throw validationError('Must specify userName when calling with non-User credentials');
}

/** @throws AwsError `NoSuchEntity` */
export function getAccessKey(user: User, id: string | undefined): AccessKey {
  const found = user.accessKeys.find((key) => key.id === id);
  if (!found) throw missingAccessKey(id);
  return found;
}

export function missingAccessKey(id: string | undefined): AwsError {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

/** Brings the credentials of a user's keys in line with the user: its ARN, and which keys are active. */
export async function writeUserCredentials(
  tx: StoreTransaction,
  context: Context,
  user: User,
): Promise<void> {
  for (const { id, active } of user.accessKeys) {
    const current = await tx.get(credentials, [id]);
    if (!current) {
      context.log.error('An access key has lost its credential.', {
        accessKeyId: id,
        user: user.arn,
      });
      continue;
    }
    writeCredential(tx, id, { ...current, arn: user.arn, active });
  }
}
