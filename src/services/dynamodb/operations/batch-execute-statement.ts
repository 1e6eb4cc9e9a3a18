import type {
  BatchStatementError,
  BatchStatementRequest,
  BatchStatementResponse,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { tableOf } from '../partiql/prepare-statement.ts';
import { runSelect } from '../partiql/run-select.ts';
import { runWrite } from '../partiql/run-statement.ts';
import { splitKey } from '../partiql/split-where.ts';
import type { SelectStatement } from '../partiql/statement.ts';
import type { Item } from '../values/attribute-value.ts';

type ErrorCode = BatchStatementError['Code'];

const CODES: Partial<Record<string, ErrorCode>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ProvisionedThroughputExceededException: 'ProvisionedThroughputExceeded',
  ResourceNotFoundException: 'ResourceNotFound',
  ValidationException: 'ValidationError',
};

/**
 * Each statement stands for itself; its error is part of the answer.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
 */
export const batchExecuteStatement = operation(
  'dynamodb',
  'BatchExecuteStatement',
  async (input, context) => {
    const responses: BatchStatementResponse[] = [];
    for (const statement of input.Statements!) responses.push(await run(context, statement));
    return { Responses: responses };
  },
);

async function run(
  context: Context,
  request: BatchStatementRequest,
): Promise<BatchStatementResponse> {
  let TableName: string | undefined;
  try {
    const statement = parseStatement(request.Statement!, request.Parameters);
    TableName = (await tableOf(context, statement)).name;
    const showsItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    const { Items } =
      statement.kind === 'select'
        ? await readOne(context, statement, request)
        : await runWrite(context, statement, { showsItem, capacity: undefined });
    return { TableName, ...(Items[0] && { Item: Items[0] }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const item = error.members['Item'] as Item | undefined;
    return {
      Error: {
        Code: CODES[error.code] ?? 'InternalServerError',
        Message: error.message,
        ...(item && { Item: item }),
      },
      ...(TableName !== undefined && { TableName }),
    };
  }
}

async function readOne(
  context: Context,
  statement: SelectStatement,
  request: BatchStatementRequest,
): ReturnType<typeof runSelect> {
  const { keys } = await tableOf(context, statement);
  if (statement.index !== undefined || !splitKey(statement.where, keys))
    throw validationError(
      'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    );
  return runSelect(context, statement, { consistent: request.ConsistentRead });
}
