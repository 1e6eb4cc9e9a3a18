import { operation } from '../../define-service.ts';
import { toListedConfiguration } from '../configuration.ts';
import { LATEST } from '../function.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { versions } from '../store.ts';

/** $LATEST first, then numbers ascending. https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction = operation(
  'lambda',
  'ListVersionsByFunction',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const { latest } = await getFunction(context, name);
    // $LATEST stands before version 1 in the same order of keys.
    const latestRow = { key: [name, 0], value: latest };
    const after = decodeMarker(input.Marker);
    const limit = pageSize(input.MaxItems);
    const rows = await context.store.scan(versions, {
      prefix: [name],
      limit: limit + 1,
      ...(after && { after }),
    });
    const page = toPage(after ? rows : [latestRow, ...rows], limit);
    return {
      Versions: page.entries.map(({ value }) =>
        toListedConfiguration(context, value, value === latest ? LATEST : value.version),
      ),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
