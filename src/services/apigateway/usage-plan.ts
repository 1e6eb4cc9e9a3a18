import type { ApiStage, UsagePlan } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFoundOf } from './errors.ts';
import {
  choice,
  child,
  decimal,
  integer,
  mapItem,
  type PatchRule,
  type PatchRules,
  text,
  whole,
} from './patch.ts';
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
  '/apiStages/{apiAndStage}/throttle': {
    ops: ['remove'],
    apply: (target, { names: [place = ''] }) => void delete stageOf(target, place).throttle,
  },
  '/apiStages/{apiAndStage}/throttle/{method+}': {
    ops: ['remove'],
    apply(target, { names: [place = '', method = ''] }) {
      delete child(stageOf(target, place) as Record<string, unknown>, 'throttle')[method];
    },
  },
  '/apiStages/{apiAndStage}/throttle/{method+}/rateLimit': methodLimit('rateLimit', decimal),
  '/apiStages/{apiAndStage}/throttle/{method+}/burstLimit': methodLimit('burstLimit', integer),
};

/** A limit of one method, `/pets/GET`, in one stage of the plan. */
function methodLimit(member: string, rule: (member: string) => PatchRule): PatchRule {
  const { apply } = rule(member);
  return {
    ops: ['replace', 'add'],
    apply(target, change) {
      const [place = '', method = ''] = change.names;
      const stage = stageOf(target, place) as Record<string, unknown>;
      apply(child(child(stage, 'throttle'), method), change);
    },
  };
}

/** @param place `<api>:<stage>`. @throws BadRequestException for a stage that the plan does not have */
function stageOf(target: Record<string, unknown>, place: string): ApiStage {
  const all = (target['apiStages'] as ApiStage[] | undefined) ?? [];
  const found = all.find(({ apiId, stage }) => `${apiId}:${stage}` === place);
  if (!found) throw badRequest(`Invalid API Stage specified: ${place.slice(0, 256)}`);
  return found;
}

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
  for (const { apiId = '', stage = '', throttle: methods = {} } of apiStages) {
    if (!(await tx.get(stages, [apiId, stage])) && !(await isWebSocketStage(context, apiId, stage)))
      throw badRequest(`Invalid API Stage specified: ${apiId}:${stage}`);
    for (const [method, { burstLimit = 0, rateLimit = 0 }] of Object.entries(methods))
      if (!/^\/.*\/[A-Z]+$/.test(method) || burstLimit < 0 || rateLimit < 0)
        throw badRequest(`Invalid method throttle specified: ${method.slice(0, 256)}`);
  }
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
