import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { toCustomerKey } from '../customer-key.ts';
import { invalidRequest } from '../errors.ts';
import { assertPartNumber, assertUploadKey, loadUpload } from '../multipart.ts';
import { encryptionMembers, quoted } from '../object-answer.ts';
import { receive } from '../receive.ts';
import { writePart } from '../write-part.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = operation('s3', 'UploadPart', async (input, context) => {
  const number = assertPartNumber(input.PartNumber);
  await loadBucket(context, input);
  const upload = await loadUpload(context.store, input);
  const customerKey = toCustomerKey(input);
  assertUploadKey(upload, customerKey);
  const received = await receive(context, input, {
    fallback: upload.checksumAlgorithm,
    customerKey,
  });
  const { algorithm } = received.checksum;
  if (algorithm !== upload.checksumAlgorithm)
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.hasOwnChecksum ? upload.checksumAlgorithm.toLowerCase() : 'null'}, actual checksum Type: ${algorithm.toLowerCase()}`,
    );
  const part = await writePart(context, input, number, received);
  return {
    ETag: quoted(part.etag),
    [`Checksum${algorithm}`]: part.checksum,
    ...encryptionMembers(upload.encryption),
  };
});
