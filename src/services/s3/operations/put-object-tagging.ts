import { operation } from '../../define-service.ts';
import { changeObject } from '../change-object.ts';
import { malformedXml } from '../errors.ts';
import { given } from '../given.ts';
import { toTags } from '../tag-set.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = operation('s3', 'PutObjectTagging', async (input, context) => {
  if (!input.Tagging?.TagSet) throw malformedXml();
  const tags = toTags(input.Tagging.TagSet, 'object');
  const VersionId = await changeObject(context, input, (version) => ({ ...version, tags }), {
    event: 'ObjectTagging:Put',
  });
  return given({ VersionId });
});
