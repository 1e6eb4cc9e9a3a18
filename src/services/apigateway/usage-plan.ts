import type { ApiStage, UsagePlan } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFoundOf } from './errors.ts';
import { choice, child, decimal, integer, mapItem, type PatchRules, text, whole } from './patch.ts';
import { stages, type UsagePlanRecord, usagePlans } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch */
export const usagePlanPatch: PatchRules = {
  '/name': text('name'),
  '/description': text('description'),
  '/productCode': text('productCode', ['replace', 'remove']),
  '/quota': whole('quota'),
  '/quota/limit': integer('quota.limit', ['replace', 'add']),
  '/quota/offset': integer('quota.offset', ['replace', 'add']),
  '/quota/period': choice('quota.period', ['DAY', 'WEEK', 'MONTH']),
  '/throttle': whole('throttle'),
  '/throttle/rateLimit': decimal('throttle.rateLimit', ['replace', 'add']),
  '/throttle/burstLimit': integer('throttle.burstLimit', ['replace', 'add']),
  '/tags/{key}': mapItem('tags'),
  '/apiStages': {
    ops: ['add', 'remove'],
    apply(target, { op, value = '' }) {
      const [apiId = '', stage = ''] = value.split(':');
      const rest = ((target['apiStages'] as ApiStage[] | undefined) ?? []).filter(
        (each) => each.apiId !== apiId || each.stage !== stage,
      );
      target['apiStages'] = op === 'add' ? [...rest, { apiId, stage }] : rest;
    },
  },
  '/apiStages/{apiAndStage}/throttle/{path}/{setting}': {
    ops: ['replace', 'add'],
    apply(target, { names: [, path = '', setting = ''], value }) {
      // Limits of single methods of a plan: parsed so that the refusal can name them.
      child(target, 'methodThrottle')[`${path}/${setting}`] = value;
    },
  },
};

/** @throws BadRequestException, NotFoundException for a stage that is not there */
export async function assertUsagePlan(
  context: Context,
  tx: Pick<StoreTransaction, 'get'>,
  { apiStages = [], name, quota, throttle }: UsagePlan,
): Promise<void> {
  if (!name) throw badRequest('Usage Plan name must be non-empty');
  if (quota?.limit !== undefined && quota.period === undefined)
    throw badRequest('Usage Plan quota period must be specified when quota limit is specified');
  if (quota?.limit !== undefined && quota.limit < 1)
    throw badRequest('Usage Plan quota limit must be greater than zero');
  if ((throttle?.rateLimit ?? 0) < 0 || (throttle?.burstLimit ?? 0) < 0)
    throw badRequest('Usage Plan throttle limits must not be negative');
  for (const { apiId = '', stage = '' } of apiStages)
    if (!(await tx.get(stages, [apiId, stage])) && !(await isWebSocketStage(context, apiId, stage)))
      throw badRequest(`Invalid API Stage specified: ${apiId}:${stage}`);
}

/** Usage plans let keys into WebSocket APIs, too. */
async function isWebSocketStage(
  context: Context,
  ApiId: string,
  StageName: string,
): Promise<boolean> {
  try {
    const { ProtocolType } = await context.call('apigatewayv2', 'GetApi', { ApiId });
    await context.call('apigatewayv2', 'GetStage', { ApiId, StageName });
    return ProtocolType === 'WEBSOCKET';
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

/** @throws NotFoundException */
export async function getUsagePlanRecord(
  from: Context['store'] | StoreTransaction,
  id: string | undefined,
): Promise<UsagePlanRecord> {
  const plan = await from.get(usagePlans, [id ?? '']);
  if (!plan) throw notFoundOf('usagePlan');
  return plan;
}
