import { operation } from '../../define-service.ts';
import { parseGroupIdentifier, updateGroup } from '../log-group.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
export const putLogGroupDeletionProtection = operation(
  'logs',
  'PutLogGroupDeletionProtection',
  async (input, context) => {
    const name = parseGroupIdentifier(input.logGroupIdentifier as string, context);
    const deletionProtected = input.deletionProtectionEnabled as boolean;
    await updateGroup(context, name, (group) => ({ ...group, deletionProtected }));
    return {};
  },
);
