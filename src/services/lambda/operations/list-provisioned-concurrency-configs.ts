import { operation } from '../../define-service.ts';
import { functionArn, parseUnqualifiedName } from '../function-name.ts';
import { getFunction, getVersion } from '../load.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { toProvisionedConfig } from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import { provisionedConfigs } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const listProvisionedConcurrencyConfigs = operation(
  'lambda',
  'ListProvisionedConcurrencyConfigs',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    await getFunction(context, name);
    const after = decodeMarker(input.Marker);
    const limit = pageSize(input.MaxItems);
    const rows = await context.store.scan(provisionedConfigs, {
      prefix: [context.account, context.region, name],
      limit: limit + 1,
      ...(after && { after }),
    });
    const page = toPage(rows, limit);
    const { runtime } = lambdaState(context);
    const configs = await Promise.all(
      page.entries.map(async ({ value }) => {
        const { version } = await getVersion(context, value);
        return {
          FunctionArn: functionArn(context, name, value.qualifier),
          ...toProvisionedConfig(runtime, version.configId, value),
        };
      }),
    );
    return {
      ProvisionedConcurrencyConfigs: configs,
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
