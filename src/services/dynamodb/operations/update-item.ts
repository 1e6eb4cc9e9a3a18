import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../define-service.ts';
import { fromAttributeUpdates, typeMismatch } from '../expressions/legacy-updates.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import { project, toProjection } from '../expressions/projection.ts';
import type { Change } from '../expressions/update.ts';
import { CapacityMeter } from '../items/consumed-capacity.ts';
import { prepareUpdate } from '../items/prepare-write.ts';
import { collectionMetrics, conditionOf, meterWrite } from '../items/write-answer.ts';
import { type WrittenItem, writeItems } from '../items/write-items.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import type { Item } from '../values/attribute-value.ts';
import { validItem } from '../values/validate-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = operation('dynamodb', 'UpdateItem', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(
    input,
    ['UpdateExpression', 'ConditionExpression'],
    ['AttributeUpdates', 'Expected'],
  );
  const key = validItem(input.Key!);
  const legacy = input.AttributeUpdates && fromAttributeUpdates(input.AttributeUpdates);
  const expressions = parseExpressions(input);
  const when = conditionOf(input, expressions);
  const changes = legacy ?? expressions.update ?? [];
  const table = await usableTable(context, name);
  const write = prepareUpdate(table, key, changes, when, { isLegacy: legacy !== undefined });
  const [written] = await writeItems(context, [legacy ? inLegacyWords(write) : write]);
  const meter = new CapacityMeter(input.ReturnConsumedCapacity);
  meterWrite(meter, written!);
  const metrics = collectionMetrics(input.ReturnItemCollectionMetrics, table, key);
  const attributes = returned(input.ReturnValues, written!, changes);
  return {
    ...(attributes && { Attributes: attributes }),
    ...meter.one(),
    ...(metrics && { ItemCollectionMetrics: metrics }),
  };
});

function inLegacyWords(write: ReturnType<typeof prepareUpdate>): typeof write {
  return {
    ...write,
    decide(before) {
      try {
        return write.decide(before);
      } catch (error) {
        const isMismatch = (error as Error).message.startsWith('An operand in the update');
        throw isMismatch ? typeMismatch() : error;
      }
    },
  };
}

function returned(
  asked: UpdateItemInput['ReturnValues'],
  { before, after }: WrittenItem,
  changes: readonly Change[],
): Item | undefined {
  if (asked === 'ALL_OLD') return before;
  if (asked === 'ALL_NEW') return after;
  if (asked !== 'UPDATED_OLD' && asked !== 'UPDATED_NEW') return undefined;
  const item = asked === 'UPDATED_OLD' ? before : after;
  if (!item) return undefined;
  const chosen = project(item, toProjection(changes.map(({ path }) => path)));
  return Object.keys(chosen).length > 0 ? chosen : undefined;
}
