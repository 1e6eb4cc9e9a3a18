import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { OWNERSHIPS } from '../grants.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const putBucketOwnershipControls = operation(
  's3',
  'PutBucketOwnershipControls',
  async (input, context) => {
    const [rule, ...more] = input.OwnershipControls?.Rules ?? [];
    const ownership = rule?.ObjectOwnership;
    if (more.length > 0 || !OWNERSHIPS.has(ownership ?? '')) throw malformedXml();
    await putSetting(context, input, 'ownership', { Rules: [{ ObjectOwnership: ownership }] });
    return {};
  },
);
