import { operation } from '../../define-service.ts';
import { toAliasConfiguration } from '../alias.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { aliases } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases = operation('lambda', 'ListAliases', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  await getFunction(context, name);
  const limit = pageSize(input.MaxItems);
  const after = decodeMarker(input.Marker);
  const all = await context.store.scan(aliases, {
    prefix: [name],
    ...(after && { after }),
    // A filter by version looks at all of a function's aliases; without it a page is enough.
    ...(!input.FunctionVersion && { limit: limit + 1 }),
  });
  const { FunctionVersion: version } = input;
  const wanted = version
    ? all.filter(({ value }) => value.version === version || version in (value.weights ?? {}))
    : all;
  const page = toPage(wanted, limit);
  return {
    Aliases: page.entries.map(({ value }) => toAliasConfiguration(context, name, value)),
    ...(page.marker !== undefined && { NextMarker: page.marker }),
  };
});
