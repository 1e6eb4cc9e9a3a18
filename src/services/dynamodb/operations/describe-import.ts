import { operation, serviceError } from '../../define-service.ts';
import { describeImport as describe, importIdOf } from '../transfers/describe-import.ts';
import { imports } from '../transfers/store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html */
export const describeImport = operation('dynamodb', 'DescribeImport', async (input, context) => {
  const arn = input.ImportArn!;
  const id = importIdOf(arn);
  const record = id === undefined ? undefined : await context.store.get(imports, [id]);
  if (!record)
    throw serviceError('dynamodb', 'ImportNotFoundException', `Import not found: ${arn}`);
  return { ImportTableDescription: describe(context, record) };
});
