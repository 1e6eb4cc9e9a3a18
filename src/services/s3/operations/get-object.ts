import { operation } from '../../define-service.ts';
import { findForReading } from '../get-object.ts';
import { readObject } from '../read-object.ts';
import { archivedError, isArchived } from '../archive.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = operation('s3', 'GetObject', async (input, context) => {
  const { object, head, range, customerKey } = await findForReading(context, input, 'GET');
  if (isArchived(object, context.clock.now())) throw archivedError(object);
  const body = await readObject(context, object, range, customerKey);
  // The SDK's type is of the client's side, where the stream has methods of its own.
  return { ...head, Body: body as never };
});
