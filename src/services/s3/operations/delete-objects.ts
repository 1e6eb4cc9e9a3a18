import type { DeletedObject, _Error as DeleteError, ObjectIdentifier } from '@aws-sdk/client-s3';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { deleteObject } from '../delete-object.ts';
import { malformedXml } from '../errors.ts';
import { given } from '../given.ts';
import { PAGE_MAX } from '../limits.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects = operation('s3', 'DeleteObjects', async (input, context) => {
  await loadBucket(context, input);
  const list = input.Delete?.Objects ?? [];
  if (list.length === 0 || list.length > PAGE_MAX || list.some(({ Key }) => !Key))
    throw malformedXml();
  // At once, so that they share their commits; each stands alone, as at AWS.
  const results = await Promise.all(list.map((each) => deleteOne(context, input, each)));
  const deleted = results.flatMap((each) => ('Code' in each ? [] : [each]));
  return {
    ...(!input.Delete?.Quiet && { Deleted: deleted }),
    Errors: results.filter((each): each is DeleteError => 'Code' in each),
  };
});

async function deleteOne(
  context: Context,
  input: { Bucket: string | undefined; BypassGovernanceRetention?: boolean | undefined },
  { Key, VersionId, ETag }: ObjectIdentifier,
): Promise<DeletedObject | DeleteError> {
  const named = given({ Key, VersionId });
  try {
    const { deleteMarker, versionId } = await deleteObject(context, input, {
      key: Key ?? '',
      versionId: VersionId,
      ifMatch: ETag,
      bypassGovernance: input.BypassGovernanceRetention,
    });
    return {
      ...named,
      ...(deleteMarker && { DeleteMarker: true, ...given({ DeleteMarkerVersionId: versionId }) }),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { ...named, Code: error.code, Message: error.message };
  }
}
