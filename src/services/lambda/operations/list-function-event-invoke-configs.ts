import { operation } from '../../define-service.ts';
import { assertConfigurable, toEventInvokeConfig } from '../event-invoke-config.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { eventInvokeConfigs } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs = operation(
  'lambda',
  'ListFunctionEventInvokeConfigs',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    await assertConfigurable(context, { name, qualifier: undefined });
    const limit = pageSize(input.MaxItems);
    const after = decodeMarker(input.Marker);
    const rows = await context.store.scan(eventInvokeConfigs, {
      prefix: [name],
      limit: limit + 1,
      ...(after && { after }),
    });
    const page = toPage(rows, limit);
    return {
      FunctionEventInvokeConfigs: page.entries.map(({ key, value }) =>
        toEventInvokeConfig(context, name, String(key[1]), value),
      ),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
