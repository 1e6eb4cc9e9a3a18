import { operation } from '../../define-service.ts';
import { findForReading } from '../get-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = operation('s3', 'HeadObject', async (input, context) => {
  const { head } = await findForReading(context, input, 'HEAD');
  return head;
});
