import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { toCustomerKey } from '../customer-key.ts';
import { invalidRequest } from '../errors.ts';
import { assertPartNumber, assertUploadKey, loadUpload } from '../multipart.ts';
import { encryptionMembers, quoted } from '../object-answer.ts';
import { discard, receive } from '../receive.ts';
import { writePart } from '../write-part.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = operation('s3', 'UploadPart', async (input, context) => {
  const number = assertPartNumber(input.PartNumber);
  await loadBucket(context, input);
  const upload = await loadUpload(context.store, input);
  const customerKey = toCustomerKey(input);
  assertUploadKey(upload, customerKey);
  const { checksumAlgorithm, hasOwnChecksum } = upload;
  const received = await receive(context, input, {
    fallback: checksumAlgorithm,
    keep: checksumAlgorithm,
    customerKey,
  });
  const { given: sent, stored } = received;
  // An upload that named no algorithm takes parts with any.
  if (hasOwnChecksum && sent && sent.algorithm !== checksumAlgorithm) {
    await discard(context, stored);
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${sent.algorithm.toLowerCase()}`,
    );
  }
  const part = await writePart(context, input, number, received);
  return {
    ETag: quoted(part.etag),
    ...(sent && { [`Checksum${sent.algorithm}`]: sent.digest.toString('base64') }),
    ...(!sent && hasOwnChecksum && { [`Checksum${checksumAlgorithm}`]: part.checksum }),
    ...encryptionMembers(upload.encryption),
  };
});
