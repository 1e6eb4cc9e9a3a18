import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { invalidParameter } from '../errors.ts';
import type { FunctionUrlRecord } from '../function.ts';
import { functionArn } from '../function-name.ts';
import {
  assertUrlTarget,
  parseUrlOwner,
  toUrlConfig,
  urlExists,
} from '../function-url/configuration.ts';
import { lambdaState } from '../state.ts';
import { assertNotPerTenant } from '../tenancy.ts';
import { functionLock, functions, functionUrls, urlOwners } from '../store.ts';

/** Tag of a function that fixes the id of its URL, so that URLs survive redeployment. */
const CUSTOM_ID_TAG = '_custom_id_';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const createFunctionUrlConfig = operation(
  'lambda',
  'CreateFunctionUrlConfig',
  async (input, context) => {
    const { name, qualifier } = parseUrlOwner(context, input.FunctionName, input.Qualifier);
    const urlId = await chooseId(context, name);
    const now = context.clock.now();
    const record: FunctionUrlRecord = {
      urlId,
      authType: input.AuthType ?? 'AWS_IAM',
      ...(input.InvokeMode && { invokeMode: input.InvokeMode }),
      ...(input.Cors && { cors: input.Cors }),
      createdEpochMs: now,
      modifiedEpochMs: now,
    };
    await context.store.transact([functionLock(name), [urlOwners, [urlId]]], async (tx) => {
      await assertUrlTarget(tx, name, qualifier);
      await assertNotPerTenant(tx, name, 'Function URLs are');
      if (await tx.get(functionUrls, [name, qualifier])) {
        throw urlExists(
          functionArn(context, name, qualifier === '$LATEST' ? undefined : qualifier),
        );
      }
      if (await tx.get(urlOwners, [urlId])) {
        throw invalidParameter(
          `Another function URL has the id ${urlId}, which the tag ${CUSTOM_ID_TAG} asks for.`,
        );
      }
      tx.put(functionUrls, [name, qualifier], record);
      tx.put(urlOwners, [urlId], {
        account: context.account,
        region: context.region,
        name,
        qualifier,
      });
    });
    lambdaState(context).urls.forget();
    const { LastModifiedTime: _modified, ...created } = toUrlConfig(
      context,
      name,
      qualifier,
      record,
    );
    return created;
  },
);

async function chooseId(context: Context, name: string): Promise<string> {
  const wanted = (await context.store.get(functions, [name]))?.tags[CUSTOM_ID_TAG];
  if (wanted === undefined) return context.ids.pick(LOWER_ALPHANUMERIC, 32);
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(wanted)) return wanted;
  throw invalidParameter(
    `The tag ${CUSTOM_ID_TAG} must be one label of a host name; got ${wanted}.`,
  );
}
