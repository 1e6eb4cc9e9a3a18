import { operation } from '../../define-service.ts';
import { getAlias as getRecord, toAliasConfiguration } from '../alias.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias = operation('lambda', 'GetAlias', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  await getFunction(context, name);
  const alias = await getRecord(context, context.store, name, input.Name ?? '');
  return toAliasConfiguration(context, name, alias);
});
