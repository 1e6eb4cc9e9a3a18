import { operation } from '../../define-service.ts';
import { LATEST } from '../function.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { assertUrlTarget, toUrlConfig } from '../function-url/configuration.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { functionUrls } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const listFunctionUrlConfigs = operation(
  'lambda',
  'ListFunctionUrlConfigs',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    await assertUrlTarget(context.store, name, LATEST);
    const limit = pageSize(input.MaxItems);
    const after = decodeMarker(input.Marker);
    const rows = await context.store.scan(functionUrls, {
      prefix: [name],
      limit: limit + 1,
      ...(after && { after }),
    });
    const page = toPage(rows, limit);
    return {
      FunctionUrlConfigs: page.entries.map(({ key, value }) =>
        toUrlConfig(context, name, String(key[1]), value),
      ),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
