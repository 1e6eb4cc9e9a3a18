import { operation } from '../../define-service.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { runSelect } from '../partiql/run-select.ts';
import { runWrite } from '../partiql/run-statement.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement = operation('dynamodb', 'ExecuteStatement', (input, context) => {
  const statement = parseStatement(input.Statement!, input.Parameters);
  if (statement.kind === 'select')
    return runSelect(context, statement, {
      limit: input.Limit,
      token: input.NextToken,
      consistent: input.ConsistentRead,
      capacity: input.ReturnConsumedCapacity,
    });
  return runWrite(context, statement, {
    showsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    capacity: input.ReturnConsumedCapacity,
  });
});
