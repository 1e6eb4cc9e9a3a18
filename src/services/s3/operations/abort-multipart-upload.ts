import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { preconditionFailed } from '../errors.ts';
import { dropUpload, loadUpload } from '../multipart.ts';
import { s3State } from '../state.ts';
import { uploads } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = operation(
  's3',
  'AbortMultipartUpload',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    const row = [name, input.Key ?? '', input.UploadId ?? ''] as const;
    const orphans = await context.store.transact([[uploads, row]], async (tx) => {
      const upload = await loadUpload(tx, input);
      const { IfMatchInitiatedTime: initiated } = input;
      if (initiated && initiated.getTime() !== upload.initiatedEpochMs)
        throw preconditionFailed('If-Match-Initiated-Time');
      return dropUpload(tx, upload);
    });
    await s3State(context).blobs.remove(orphans);
    return {};
  },
);
