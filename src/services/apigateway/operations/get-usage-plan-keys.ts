import { operation } from '../../define-service.ts';
import { readPage } from '../page.ts';
import { usagePlanKeys } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys = operation(
  'apigateway',
  'GetUsagePlanKeys',
  async (input, context) => {
    const { id } = await getUsagePlanRecord(context.store, input.usagePlanId);
    const { items, ...next } = await readPage(context, usagePlanKeys, [id], input);
    const { nameQuery } = input;
    const wanted = items.filter(
      (each) => nameQuery === undefined || (each.name ?? '').startsWith(nameQuery),
    );
    return { items: wanted, ...next };
  },
);
