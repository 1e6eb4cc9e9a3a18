/** Deployments: the API frozen as it was. */
import type { Deployment } from '@aws-sdk/client-api-gateway';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest } from './errors.ts';
import { type PatchRules, text } from './patch.ts';
import {
  authorizers,
  type DeploymentRecord,
  deployments,
  gatewayResponses,
  models,
  resources,
  type RestApiRecord,
  type Snapshot,
  snapshots,
  validators,
} from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDeployment-Patch */
export const deploymentPatch: PatchRules = { '/description': text('description') };

/** As the API's operations return it. */
export function toDeployment(
  { createdAtEpochMs, apiSummary, ...deployment }: DeploymentRecord,
  embed: readonly string[] = [],
): Deployment {
  return {
    ...deployment,
    createdDate: new Date(createdAtEpochMs),
    ...(embed.includes('apisummary') && { apiSummary }),
  };
}

/** Freezes the API as it is. @throws BadRequestException when there is nothing to deploy */
export async function deploy(
  tx: StoreTransaction,
  { clock, ids }: Context,
  api: RestApiRecord,
  description: string | undefined,
): Promise<DeploymentRecord> {
  const snapshot = await takeSnapshot(tx, api);
  assertDeployable(snapshot);
  const record: DeploymentRecord = {
    id: ids.pick(LOWER_ALPHANUMERIC, 6),
    ...(description !== undefined && { description }),
    createdAtEpochMs: clock.now(),
    apiSummary: summarise(snapshot),
  };
  tx.put(deployments, [api.id, record.id], record);
  tx.put(snapshots, [api.id, record.id], snapshot);
  return record;
}

/** All that the API would serve if it were deployed now. */
export async function takeSnapshot(
  tx: Pick<StoreTransaction, 'scan'>,
  api: RestApiRecord,
): Promise<Snapshot> {
  const prefix = [api.id];
  return {
    api,
    resources: (await tx.scan(resources, { prefix })).map(({ value }) => value),
    models: (await tx.scan(models, { prefix })).map(({ value }) => value),
    validators: (await tx.scan(validators, { prefix })).map(({ value }) => value),
    authorizers: (await tx.scan(authorizers, { prefix })).map(({ value }) => value),
    gatewayResponses: (await tx.scan(gatewayResponses, { prefix })).map(({ value }) => value),
  };
}

function assertDeployable({ resources: all }: Snapshot): void {
  const methods = all.flatMap((each) => Object.values(each.resourceMethods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((each) => !each.methodIntegration))
    throw badRequest('No integration defined for method');
}

function summarise({ resources: all }: Snapshot): NonNullable<Deployment['apiSummary']> {
  const summary: NonNullable<Deployment['apiSummary']> = {};
  for (const { path, resourceMethods } of all) {
    const methods = Object.entries(resourceMethods);
    if (methods.length === 0) continue;
    summary[path] = Object.fromEntries(
      methods.map(([name, { authorizationType, apiKeyRequired }]) => [
        name,
        { authorizationType, apiKeyRequired },
      ]),
    );
  }
  return summary;
}
