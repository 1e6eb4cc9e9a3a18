import { operation } from '../../define-service.ts';
import { readPage } from '../page.ts';
import { usagePlanKeys, usagePlans } from '../store.ts';

/** All, or those of a key. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export const getUsagePlans = operation('apigateway', 'GetUsagePlans', async (input, context) => {
  const page = await readPage(context, usagePlans, [], input);
  const { keyId } = input;
  if (keyId === undefined) return page;
  const items = [];
  for (const plan of page.items)
    if (await context.store.get(usagePlanKeys, [plan.id, keyId])) items.push(plan);
  return { ...page, items };
});
