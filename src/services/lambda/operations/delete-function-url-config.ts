import { operation } from '../../define-service.ts';
import { getUrl, parseUrlOwner } from '../function-url/configuration.ts';
import { lambdaState } from '../state.ts';
import { functionLock, functionUrls, urlOwners } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const deleteFunctionUrlConfig = operation(
  'lambda',
  'DeleteFunctionUrlConfig',
  async (input, context) => {
    const { name, qualifier } = parseUrlOwner(context, input.FunctionName, input.Qualifier);
    await context.store.transact([functionLock(name)], async (tx) => {
      const { urlId } = await getUrl(tx, name, qualifier);
      tx.delete(functionUrls, [name, qualifier]);
      tx.delete(urlOwners, [urlId]);
    });
    lambdaState(context).urls.forget();
    return {};
  },
);
