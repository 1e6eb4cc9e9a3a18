import type { ServiceHost } from '../../context.ts';
import type { DeployedRestApi } from '../deployed-api.ts';
import { traceIdOf } from '../forwarded-headers.ts';
import { makeRequestId } from '../request-id.ts';
import { runRestChain } from './chain.ts';
import type { RestApi } from './deployed.ts';

/** A compiled API as the data plane calls it. */
export function toDeployedApi(host: ServiceHost, api: RestApi): DeployedRestApi {
  return {
    kind: 'rest',
    apiId: api.apiId,
    serve(raw, address) {
      // `signal` is made when it is read, so a copy must name it.
      const request =
        address.path === raw.path
          ? raw
          : { ...raw, path: address.path, sentPath: raw.path, signal: raw.signal };
      return runRestChain({
        host,
        request,
        api,
        domainName: address.isInHost
          ? raw.host
          : `${api.apiId}.execute-api.${host.endpoint.hostname}`,
        mapped: address.mapped,
        requestId: host.ids.uuid(),
        extendedRequestId: makeRequestId(host.ids),
        startedAtEpochMs: host.clock.now(),
        traceId: traceIdOf(host, raw),
      });
    },
  };
}
