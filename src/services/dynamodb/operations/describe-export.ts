import { operation, serviceError } from '../../define-service.ts';
import { describeExport as describe, exportIdOf } from '../transfers/describe-export.ts';
import { exports } from '../transfers/store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html */
export const describeExport = operation('dynamodb', 'DescribeExport', async (input, context) => {
  const arn = input.ExportArn!;
  const id = exportIdOf(arn);
  const record = id === undefined ? undefined : await context.store.get(exports, [id]);
  if (!record)
    throw serviceError('dynamodb', 'ExportNotFoundException', `Export not found: ${arn}`);
  return { ExportDescription: describe(context, record) };
});
