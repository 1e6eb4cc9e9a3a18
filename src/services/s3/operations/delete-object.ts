import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { deleteObject as deleteOne } from '../delete-object.ts';
import { given } from '../given.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject = operation('s3', 'DeleteObject', async (input, context) => {
  await loadBucket(context, input);
  const { deleteMarker, versionId } = await deleteOne(context, input, {
    key: input.Key ?? '',
    versionId: input.VersionId,
    ifMatch: input.IfMatch,
    bypassGovernance: input.BypassGovernanceRetention,
  });
  return given({ DeleteMarker: deleteMarker, VersionId: versionId });
});
