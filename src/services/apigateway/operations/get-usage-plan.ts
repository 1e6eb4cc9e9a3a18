import { operation } from '../../define-service.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan = operation('apigateway', 'GetUsagePlan', (input, context) =>
  getUsagePlanRecord(context.store, input.usagePlanId),
);
