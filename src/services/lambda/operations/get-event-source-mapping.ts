import { operation } from '../../define-service.ts';
import { describeMapping, getMapping } from '../event-source/mapping.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping = operation(
  'lambda',
  'GetEventSourceMapping',
  async (input, context) => describeMapping(context, await getMapping(context, input.UUID ?? '')),
);
