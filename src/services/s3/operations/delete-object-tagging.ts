import { operation } from '../../define-service.ts';
import { changeObject } from '../change-object.ts';
import { given } from '../given.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = operation(
  's3',
  'DeleteObjectTagging',
  async (input, context) => {
    const VersionId = await changeObject(context, input, (version) => ({ ...version, tags: {} }), {
      method: 'DELETE',
      event: 'ObjectTagging:Delete',
    });
    return given({ VersionId });
  },
);
