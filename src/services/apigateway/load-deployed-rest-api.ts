/** From what the control plane stored to what the data plane serves. */
import type { ServiceHost } from '../context.ts';
import type { DeployedRestApi } from '../execute-api/deployed-api.ts';
import type { RestStage } from '../execute-api/rest/deployed.ts';
import { createLogTargets } from '../execute-api/log-target.ts';
import { restApiOwners } from '../execute-api/api-owners.ts';
import { toDeployedApi } from '../execute-api/rest/serve.ts';
import { compileStage, type StageParts } from './compile-stage.ts';
import { loadApiKeys } from './load-api-keys.ts';
import { clientCertificates, restApis, snapshots, stages } from './store.ts';
import type { UsageMeter } from './usage-meter.ts';

/** @returns finds an API by its id; undefined when no account has one */
export function createRestApiLoader(
  host: ServiceHost,
  meter: UsageMeter,
): (apiId: string) => Promise<DeployedRestApi | undefined> {
  const targetOf = createLogTargets(host);
  return async (apiId) => {
    const anywhere = host.context({ account: host.defaultAccount, region: host.defaultRegion });
    const owner = await anywhere.store.get(restApiOwners, [apiId]);
    if (!owner) return undefined;
    const { store } = host.context(owner);
    const api = await store.get(restApis, [apiId]);
    if (!api) return undefined;
    const keys = await loadApiKeys(host, meter, owner, apiId);
    const deployed = new Map<string, RestStage>();
    for (const { value: stage } of await store.scan(stages, { prefix: [apiId] })) {
      const snapshotOf = (id: string | undefined): Promise<StageParts['snapshot'] | undefined> =>
        id === undefined ? Promise.resolve(undefined) : store.get(snapshots, [apiId, id]);
      const snapshot = await snapshotOf(stage.deploymentId);
      if (!snapshot) continue;
      const canary = await snapshotOf(stage.canarySettings?.deploymentId);
      const { clientCertificateId } = stage;
      const certificate =
        clientCertificateId === undefined
          ? undefined
          : await store.get(clientCertificates, [clientCertificateId]);
      const apiKeys = keys.get(stage.stageName) ?? new Map();
      deployed.set(
        stage.stageName,
        compileStage({ host, owner, stage, snapshot, certificate, canary, apiKeys, targetOf }),
      );
    }
    return toDeployedApi(host, { apiId, ...owner, stages: deployed });
  };
}
