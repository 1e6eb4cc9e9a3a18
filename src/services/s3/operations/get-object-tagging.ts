import { operation } from '../../define-service.ts';
import { readObjectRecord } from '../change-object.ts';
import { shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { toTagSet } from '../tag-set.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = operation('s3', 'GetObjectTagging', async (input, context) => {
  const { bucket, object } = await readObjectRecord(context, input);
  return {
    TagSet: toTagSet(object.tags),
    ...given({ VersionId: shownVersionId(bucket, object) }),
  };
});
