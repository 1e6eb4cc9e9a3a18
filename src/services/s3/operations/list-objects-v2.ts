import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { given } from '../given.ts';
import {
  keyEncoder,
  listObjects,
  toCommonPrefixes,
  toListRequest,
  toWireObject,
} from '../list-objects.ts';
import { decodeToken, encodeToken } from '../page-token.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = operation('s3', 'ListObjectsV2', async (input, context) => {
  const { ContinuationToken: token, StartAfter: startAfter } = input;
  const request = toListRequest(
    input,
    token === undefined ? (startAfter ?? '') : decodeToken(token),
  );
  const bucket = await loadBucket(context, input);
  const page = await listObjects(context, bucket.name, request);
  const encode = keyEncoder(input);
  const options = {
    encode,
    withOwner: input.FetchOwner ?? false,
    withRestore: input.OptionalObjectAttributes?.includes('RestoreStatus') ?? false,
  };
  return {
    Name: bucket.name,
    Prefix: encode(request.prefix),
    MaxKeys: request.limit,
    KeyCount: page.items.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    Contents: page.items.map((each) => toWireObject(each, options)),
    CommonPrefixes: toCommonPrefixes(page.commonPrefixes, encode),
    ...given({
      Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
      EncodingType: input.EncodingType,
      StartAfter: startAfter === undefined ? undefined : encode(startAfter),
      ContinuationToken: token,
      NextContinuationToken: page.next === undefined ? undefined : encodeToken(page.next),
    }),
  };
});
