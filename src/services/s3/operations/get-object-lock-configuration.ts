import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration = operation(
  's3',
  'GetObjectLockConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'objectLock');
    return { ObjectLockConfiguration: value };
  },
);
