/** A WebSocket API as the data plane serves it: compiled from what the control plane stored. */
import type { Integration, IntegrationResponse } from '@aws-sdk/client-apigatewayv2';
import type { TokenBucket } from '../../../platform/token-bucket.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { AccessLog } from '../deployed-api.ts';
import type { LogTarget } from '../log-target.ts';
import type { CheckBody } from '../rest/body-schema.ts';
import type { DeployedKey, IntegrationTarget } from '../rest/deployed.ts';
import type { SocketExchange } from './exchange.ts';
import type { SelectionExpression } from './selection-expression.ts';

export interface DeployedWebSocketApi {
  readonly kind: 'websocket';
  readonly apiId: string;
  readonly account: string;
  readonly region: string;
  /** By name. */
  readonly stages: ReadonlyMap<string, WebSocketStage>;
}

export interface WebSocketStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly isEndpointDisabled: boolean;
  /** By value: what usage plans let in. */
  readonly apiKeys: ReadonlyMap<string, DeployedKey>;
  /** The authorizer names the key, not the header `x-api-key`. */
  readonly isKeyFromAuthorizer: boolean;
  readonly selectRoute: SelectionExpression;
  /** By key, `$connect`, `$disconnect` and `$default` included. */
  readonly routes: ReadonlyMap<string, WebSocketRoute>;
  readonly accessLog: AccessLog | undefined;
  readonly executionLog: LogTarget;
}

export interface WebSocketRoute {
  readonly routeKey: string;
  readonly integration: WebSocketIntegration;
  /** Of `$connect` only. Undefined: anyone may connect. */
  readonly authorizer: SocketAuthorizer | undefined;
  /** Of `$connect` only: who connects needs a key of a usage plan. */
  readonly isKeyRequired: boolean;
  /** Undefined: not throttled. */
  readonly throttle: TokenBucket | undefined;
  /** `route.request.querystring.x` and the like that `$connect` insists on. */
  readonly requiredParameters: readonly string[];
  /** Undefined: messages are not validated. */
  readonly validation: { select: SelectionExpression; check: CheckBody } | undefined;
  /** What the integration answers goes back to the client. */
  readonly isTwoWay: boolean;
  readonly logLevel: 'OFF' | 'ERROR' | 'INFO';
  readonly isDataTraced: boolean;
}

export interface WebSocketIntegration {
  readonly definition: Integration;
  readonly target: IntegrationTarget;
  readonly responses: readonly IntegrationResponse[];
}

/** Gives a response for who may not connect; else tells `exchange.authorizer` who it is. */
export type SocketAuthorizer = (exchange: SocketExchange) => Promise<PlaneResponse | undefined>;
