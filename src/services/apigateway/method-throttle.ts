import type { UsagePlan } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../protocol/aws-error.ts';

/** Limits of single methods inside a usage plan are not built: an honest 501, never a stored promise. */
export function refuseMethodThrottle(operation: string, plan: UsagePlan): void {
  const hasOwn = Object.hasOwn(plan, 'methodThrottle');
  const inStage = plan.apiStages?.some(({ throttle }) => Object.keys(throttle ?? {}).length > 0);
  if (hasOwn || inStage)
    throw notImplemented('apigateway', operation, 'throttling of single methods in a usage plan');
}
