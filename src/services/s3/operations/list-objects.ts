import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { given } from '../given.ts';
import {
  keyEncoder,
  listObjects as listPage,
  toCommonPrefixes,
  toListRequest,
  toWireObject,
} from '../list-objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = operation('s3', 'ListObjects', async (input, context) => {
  const request = toListRequest(input, input.Marker ?? '');
  const bucket = await loadBucket(context, input);
  const page = await listPage(context, bucket.name, request);
  const encode = keyEncoder(input);
  const options = {
    encode,
    withOwner: true,
    withRestore: input.OptionalObjectAttributes?.includes('RestoreStatus') ?? false,
  };
  return {
    Name: bucket.name,
    Prefix: encode(request.prefix),
    Marker: encode(input.Marker ?? ''),
    MaxKeys: request.limit,
    IsTruncated: page.next !== undefined,
    Contents: page.items.map((each) => toWireObject(each, options)),
    CommonPrefixes: toCommonPrefixes(page.commonPrefixes, encode),
    ...given({
      Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
      EncodingType: input.EncodingType,
      // Without a delimiter, clients take the last key themselves.
      NextMarker:
        page.next !== undefined && input.Delimiter !== undefined ? encode(page.next) : undefined,
    }),
  };
});
