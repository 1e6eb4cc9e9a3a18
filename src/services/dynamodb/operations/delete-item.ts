import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import { CapacityMeter } from '../items/consumed-capacity.ts';
import { prepareDelete } from '../items/prepare-write.ts';
import { collectionMetrics, conditionOf, meterWrite } from '../items/write-answer.ts';
import { writeItems } from '../items/write-items.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import { validItem } from '../values/validate-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = operation('dynamodb', 'DeleteItem', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(input, ['ConditionExpression'], ['Expected']);
  const key = validItem(input.Key!);
  if (input.ReturnValues && input.ReturnValues !== 'ALL_OLD' && input.ReturnValues !== 'NONE')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  const when = conditionOf(input, parseExpressions(input));
  const table = await usableTable(context, name);
  const [written] = await writeItems(context, [prepareDelete(table, key, when)]);
  const meter = new CapacityMeter(input.ReturnConsumedCapacity);
  meterWrite(meter, written!);
  const metrics = collectionMetrics(input.ReturnItemCollectionMetrics, table, key);
  const old = input.ReturnValues === 'ALL_OLD' ? written!.before : undefined;
  return {
    ...(old && { Attributes: old }),
    ...meter.one(),
    ...(metrics && { ItemCollectionMetrics: metrics }),
  };
});
