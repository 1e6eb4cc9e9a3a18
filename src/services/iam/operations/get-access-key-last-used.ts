import { operation } from '../../define-service.ts';
import { credentials } from '../../credentials.ts';
import { missingAccessKey } from '../access-keys.ts';
import { required } from '../errors.ts';

/** Use is not tracked: every key answers as one that was never used. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed = operation(
  'iam',
  'GetAccessKeyLastUsed',
  async (input, context) => {
    const id = required(input.AccessKeyId, 'accessKeyId');
    const credential = await context.store.get(credentials, [id]);
    if (!credential || credential.session || credential.account !== context.account) {
      throw missingAccessKey(id);
    }
    return {
      UserName: credential.arn.slice(credential.arn.lastIndexOf('/') + 1),
      AccessKeyLastUsed: { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' },
    };
  },
);
