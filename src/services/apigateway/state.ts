import type { RestApiSource } from '../execute-api/rest-api-source.ts';
import type { UsageMeter } from './usage-meter.ts';

/** What the service holds while a stack runs. */
export interface ApiGatewayState extends RestApiSource {
  readonly meter: UsageMeter;
}
