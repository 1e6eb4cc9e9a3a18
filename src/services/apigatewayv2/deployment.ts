/** Deployments: what a stage serves, frozen (by hand) or followed (auto-deploy). */
import type { Deployment } from '@aws-sdk/client-apigatewayv2';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { Store, StoreTransaction } from '../store.ts';
import { badRequest } from './errors.ts';
import {
  type ApiRecord,
  apis,
  authorizers,
  type DeploymentRecord,
  deployments,
  integrationResponses,
  integrations,
  models,
  routeResponses,
  routes,
  type Snapshot,
  snapshots,
  type StageRecord,
  stages,
  type WebSocketSnapshot,
} from './store.ts';

const NO_ROUTES = 'Unable to deploy API because no routes exist in this API';
const AUTO_DESCRIPTION = 'Automatic deployment triggered by changes to the Api configuration';

/** As the API's operations return it. */
export function toDeployment(record: DeploymentRecord): Deployment {
  const { createdAtEpochMs, ...deployment } = record;
  return { ...deployment, CreatedDate: new Date(createdAtEpochMs) };
}

/** Freezes the API as it is. @throws BadRequestException without routes */
export async function deployNow(
  tx: StoreTransaction,
  context: Context,
  apiId: string,
  description: string | undefined,
): Promise<DeploymentRecord> {
  if (!(await hasRoutes(tx, apiId))) throw badRequest(NO_ROUTES);
  const record = putDeployment(tx, context, apiId, {
    AutoDeployed: false,
    Description: description,
  });
  await freeze(tx, apiId, record.DeploymentId);
  return record;
}

/** After a change of what an API serves: its stages with auto-deploy get a deployment of it. */
export async function autoDeploy(
  tx: StoreTransaction,
  context: Context,
  apiId: string,
): Promise<void> {
  const all = (await tx.scan(stages, { prefix: [apiId] })).map(({ value }) => value);
  const automatic = all.filter((stage) => stage.AutoDeploy);
  if (automatic.length === 0) return;
  if (!(await hasRoutes(tx, apiId))) {
    for (const stage of automatic)
      putStatus(tx, context, apiId, stage, `Deployment attempt failed: ${NO_ROUTES}`);
    return;
  }
  const { DeploymentId } = putDeployment(tx, context, apiId, {
    AutoDeployed: true,
    Description: AUTO_DESCRIPTION,
  });
  for (const stage of automatic) {
    const message = `Successfully deployed stage with deployment ID '${DeploymentId}'`;
    putStatus(tx, context, apiId, { ...stage, DeploymentId }, message);
  }
  await dropSuperseded(tx, apiId);
}

/** Gives a deployment its snapshot, when a stage without auto-deploy begins to serve it. */
export async function freeze(
  tx: StoreTransaction,
  apiId: string,
  deploymentId: string,
): Promise<void> {
  if (await tx.get(snapshots, [apiId, deploymentId])) return;
  const api = await tx.get(apis, [apiId]);
  if (api) tx.put(snapshots, [apiId, deploymentId], await takeSnapshot(tx, api));
}

/** All that the API would serve if it were deployed now. */
export async function takeSnapshot(
  tx: Pick<StoreTransaction, 'scan'>,
  api: ApiRecord,
): Promise<Snapshot> {
  const prefix = [api.ApiId];
  const isWebSocket = api.ProtocolType === 'WEBSOCKET';
  return {
    cors: api.CorsConfiguration,
    isEndpointDisabled: api.DisableExecuteApiEndpoint ?? false,
    routes: (await tx.scan(routes, { prefix })).map(({ value }) => value),
    integrations: (await tx.scan(integrations, { prefix })).map(({ value }) => value),
    authorizers: (await tx.scan(authorizers, { prefix })).map(({ value }) => value),
    ...(isWebSocket && { webSocket: await takeWebSocketSnapshot(tx, api) }),
  };
}

async function takeWebSocketSnapshot(
  tx: Pick<StoreTransaction, 'scan'>,
  { ApiId, RouteSelectionExpression = '' }: ApiRecord,
): Promise<WebSocketSnapshot> {
  const prefix = [ApiId];
  return {
    routeSelectionExpression: RouteSelectionExpression,
    models: (await tx.scan(models, { prefix })).map(({ value }) => value),
    routeResponses: (await tx.scan(routeResponses, { prefix })).map(({ value }) => value),
    integrationResponses: (await tx.scan(integrationResponses, { prefix })).map(
      ({ value }) => value,
    ),
  };
}

/** A stage with auto-deploy serves the API as it is; one that was never deployed serves nothing. */
export async function snapshotOf(
  store: Store,
  api: ApiRecord,
  stage: Pick<StageRecord, 'AutoDeploy' | 'DeploymentId'>,
): Promise<Snapshot | undefined> {
  if (stage.AutoDeploy) return takeSnapshot(store, api);
  return stage.DeploymentId === undefined
    ? undefined
    : store.get(snapshots, [api.ApiId, stage.DeploymentId]);
}

async function hasRoutes(tx: StoreTransaction, apiId: string): Promise<boolean> {
  return (await tx.scan(routes, { prefix: [apiId], limit: 1 })).length > 0;
}

function putDeployment(
  tx: StoreTransaction,
  { clock, ids }: Context,
  apiId: string,
  members: Pick<DeploymentRecord, 'AutoDeployed' | 'Description'>,
): DeploymentRecord {
  const DeploymentId = ids.pick(LOWER_ALPHANUMERIC, 6);
  const record: DeploymentRecord = {
    ...members,
    DeploymentId,
    DeploymentStatus: 'DEPLOYED',
    createdAtEpochMs: clock.now(),
  };
  tx.put(deployments, [apiId, DeploymentId], record);
  return record;
}

function putStatus(
  tx: StoreTransaction,
  { clock }: Context,
  apiId: string,
  stage: StageRecord,
  message: string,
): void {
  tx.put(stages, [apiId, stage.StageName], {
    ...stage,
    LastDeploymentStatusMessage: message,
    updatedAtEpochMs: clock.now(),
  });
}

/** Automatic deployments that no stage serves any more are dropped: each change makes one, and they would pile up. */
export async function dropSuperseded(tx: StoreTransaction, apiId: string): Promise<void> {
  const prefix = [apiId];
  const served = new Set(
    (await tx.scan(stages, { prefix })).map(({ value }) => value.DeploymentId),
  );
  for (const { value } of await tx.scan(deployments, { prefix })) {
    if (!value.AutoDeployed || served.has(value.DeploymentId)) continue;
    tx.delete(deployments, [apiId, value.DeploymentId]);
    tx.delete(snapshots, [apiId, value.DeploymentId]);
  }
}
