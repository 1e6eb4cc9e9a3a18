import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import { CapacityMeter } from '../items/consumed-capacity.ts';
import { checkItemSize, preparePut } from '../items/prepare-write.ts';
import { collectionMetrics, conditionOf, meterWrite } from '../items/write-answer.ts';
import { writeItems } from '../items/write-items.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import { validItem } from '../values/validate-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = operation('dynamodb', 'PutItem', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(input, ['ConditionExpression'], ['Expected']);
  const item = validItem(input.Item!);
  if (input.ReturnValues && input.ReturnValues !== 'ALL_OLD' && input.ReturnValues !== 'NONE')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  checkItemSize(item);
  const when = conditionOf(input, parseExpressions(input));
  const table = await usableTable(context, name);
  const write = preparePut(table, item, when);
  const [written] = await writeItems(context, [write]);
  const meter = new CapacityMeter(input.ReturnConsumedCapacity);
  meterWrite(meter, written!);
  const metrics = collectionMetrics(input.ReturnItemCollectionMetrics, table, write.key);
  const old = input.ReturnValues === 'ALL_OLD' ? written!.before : undefined;
  return {
    ...(old && { Attributes: old }),
    ...meter.one(),
    ...(metrics && { ItemCollectionMetrics: metrics }),
  };
});
