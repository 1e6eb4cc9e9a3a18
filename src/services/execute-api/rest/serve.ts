import { createLogWriter } from '../../../lambda-runtime/log-writer.ts';
import type { ServiceHost } from '../../context.ts';
import type { DeployedRestApi } from '../deployed-api.ts';
import { makeRequestId } from '../request-id.ts';
import { runRestChain } from './chain.ts';
import type { RestApi } from './deployed.ts';
import { createLogTarget, type LogTarget } from './log-target.ts';

/** A compiled API as the data plane calls it. */
export function toDeployedApi(host: ServiceHost, api: RestApi): DeployedRestApi {
  return {
    kind: 'rest',
    apiId: api.apiId,
    serve(raw, address) {
      // `signal` is made when it is read, so a copy must name it.
      const request =
        address.path === raw.path ? raw : { ...raw, path: address.path, signal: raw.signal };
      return runRestChain({
        host,
        request,
        api,
        domainName: address.isInHost
          ? raw.host
          : `${api.apiId}.execute-api.${host.endpoint.hostname}`,
        requestId: host.ids.uuid(),
        extendedRequestId: makeRequestId(host.ids),
        startedAtEpochMs: host.clock.now(),
      });
    },
  };
}

/** Log targets of one stack, by group; they share one writer. */
export function createLogTargets(
  host: ServiceHost,
): (owner: { account: string; region: string }, group: string) => LogTarget {
  const writer = createLogWriter({ logs: host.engine.logs, clock: host.clock, log: host.log });
  const targets = new Map<string, LogTarget>();
  return (owner, group) => {
    const key = `${owner.account}/${owner.region}/${group}`;
    const existing = targets.get(key);
    if (existing) return existing;
    const made = createLogTarget(host, writer, owner, group);
    targets.set(key, made);
    return made;
  };
}
