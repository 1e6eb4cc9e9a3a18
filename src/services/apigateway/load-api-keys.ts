import type { ApiStage, ThrottleSettings, UsagePlan } from '@aws-sdk/client-api-gateway';
import { createTokenBucket, type TokenBucket } from '../../platform/token-bucket.ts';
import type { ServiceHost } from '../context.ts';
import type { DeployedKey } from '../execute-api/rest/deployed.ts';
import { apiKeys, usagePlanKeys, usagePlans } from './store.ts';
import type { Scope, UsageMeter } from './usage-meter.ts';

/** The keys that usage plans let into an API: by stage, then by value. */
export async function loadApiKeys(
  host: ServiceHost,
  meter: UsageMeter,
  owner: Scope,
  apiId: string,
): Promise<Map<string, Map<string, DeployedKey>>> {
  const { store } = host.context(owner);
  const byStage = new Map<string, Map<string, DeployedKey>>();
  for (const { value: plan } of await store.scan(usagePlans)) {
    const stages = (plan.apiStages ?? []).filter((each) => each.apiId === apiId);
    if (stages.length === 0) continue;
    for (const { value: planKey } of await store.scan(usagePlanKeys, { prefix: [plan.id] })) {
      const key = await store.get(apiKeys, [planKey.id]);
      if (!key?.enabled) continue;
      await meter.load(owner, plan.id, key.id);
      const deployed = toDeployedKey(meter, owner, plan, key);
      for (const { stage = '', throttle } of stages) {
        const inStage = byStage.get(stage) ?? new Map<string, DeployedKey>();
        if (!inStage.has(key.value))
          inStage.set(key.value, { ...deployed, methodThrottles: toMethodBuckets(throttle) });
        byStage.set(stage, inStage);
      }
    }
  }
  return byStage;
}

function toDeployedKey(
  meter: UsageMeter,
  owner: Scope,
  plan: UsagePlan & { id: string },
  { id, value }: { id: string; value: string },
): Omit<DeployedKey, 'methodThrottles'> {
  return {
    id,
    value,
    throttle: toBucket(plan.throttle),
    takeQuota: () => meter.take(owner, plan.id, id, plan.quota),
  };
}

function toBucket(throttle: ThrottleSettings | undefined): TokenBucket | undefined {
  if (throttle?.rateLimit === undefined && throttle?.burstLimit === undefined) return undefined;
  return createTokenBucket({
    ratePerSecond: throttle.rateLimit ?? 10_000,
    burst: throttle.burstLimit ?? 5000,
  });
}

/** By route key: `/pets/GET` in a plan is `GET /pets` here. */
function toMethodBuckets(throttle: ApiStage['throttle'] = {}): ReadonlyMap<string, TokenBucket> {
  const buckets = new Map<string, TokenBucket>();
  for (const [method, settings] of Object.entries(throttle)) {
    const [, path = '', name = ''] = /^\/*(.*?)\/*([^/]*)$/.exec(method) ?? [];
    const bucket = toBucket(settings);
    if (bucket) buckets.set(`${name} /${path}`, bucket);
  }
  return buckets;
}
