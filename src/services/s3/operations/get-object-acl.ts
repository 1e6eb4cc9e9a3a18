import { operation } from '../../define-service.ts';
import { canonicalId } from '../canonical-id.ts';
import { readObjectRecord } from '../change-object.ts';
import { ownerOf, toWireGrants } from '../grants.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl = operation('s3', 'GetObjectAcl', async (input, context) => {
  const { object } = await readObjectRecord(context, input);
  return {
    Owner: ownerOf(object.owner),
    Grants: toWireGrants(object.grants, canonicalId(object.owner)),
  };
});
