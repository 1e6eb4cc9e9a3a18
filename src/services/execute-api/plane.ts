/** The data plane of API Gateway: finds the API a request is for and runs its chain. */
import type { ServiceHost } from '../context.ts';
import type { DataPlane, PlaneRequest, PlaneResponse, PlaneTarget } from '../data-plane.ts';
import { type ApiAddress, parseApiAddress } from './address.ts';
import { createApiCache } from './api-cache.ts';
import { runChain } from './chain.ts';
import type { ExecuteApiState } from './changes.ts';
import type { ApiSource, DeployedApi } from './deployed-api.ts';
import { createDomainHosts } from './domains/hosts.ts';
import { type MappedPath, selectMapping } from './domains/select-mapping.ts';
import type { ApiMappingRecord } from './domains/store.ts';
import { gatewayResponse } from './gateway-response.ts';
import { makeRequestId } from './request-id.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

export interface ExecuteApi extends ExecuteApiState {
  readonly plane: DataPlane;
}

export function createExecuteApi(host: ServiceHost, source: ApiSource): ExecuteApi {
  const apis = createApiCache(source);
  const domains = createDomainHosts(host);
  const plane: DataPlane = {
    id: 'execute-api',
    match(address): PlaneTarget | undefined {
      const mappings = domains.find(address.host);
      if (mappings) return targetOf((request) => serveDomain(request, mappings));
      const found = parseApiAddress(address);
      return found && targetOf((request) => serve(request, found));
    },
  };

  function targetOf(handle: PlaneTarget['handle']): PlaneTarget {
    return { bodyLimitBytes: PAYLOAD_LIMIT_BYTES, handle, tooLarge: () => refuse(413) };
  }

  function serveDomain(
    request: PlaneRequest,
    mappings: readonly ApiMappingRecord[],
  ): PlaneResponse | Promise<PlaneResponse> {
    const mapped = selectMapping(mappings, request.path);
    if (!mapped) return refuse(403);
    return serve(request, { apiId: mapped.apiId, path: request.path, isInHost: true, mapped });
  }

  function serve(raw: PlaneRequest, address: ApiAddress): PlaneResponse | Promise<PlaneResponse> {
    const api = apis.find(address.apiId);
    return api instanceof Promise
      ? api.then((loaded) => serveApi(raw, address, loaded))
      : serveApi(raw, address, api);
  }

  function serveApi(
    raw: PlaneRequest,
    address: ApiAddress,
    api: DeployedApi | undefined,
  ): PlaneResponse | Promise<PlaneResponse> {
    // On AWS the name resolves for every id; one without an API is answered like this.
    if (!api) return refuse(403);
    if (api.kind === 'rest') return api.serve(raw, address);
    const { mapped } = address;
    const path = mapped ? pathOfStage(mapped) : address.path;
    const request = withPath(raw, cutAtEncodedQuestionMark(path));
    const domainName = address.isInHost
      ? raw.host
      : `${api.apiId}.execute-api.${host.endpoint.hostname}`;
    const requestId = makeRequestId(host.ids);
    const startedAtEpochMs = host.clock.now();
    return runChain({
      host,
      request,
      api,
      domainName,
      requestId,
      startedAtEpochMs,
      ...(mapped && { mapped }),
    });
  }

  function refuse(status: 403 | 413): PlaneResponse {
    const response = gatewayResponse(status);
    return {
      ...response,
      headers: [...response.headers, 'apigw-requestid', makeRequestId(host.ids)],
    };
  }

  return { plane, forget: apis.forget, forgetAll: apis.forgetAll, loadDomains: domains.load };
}

/**
 * The base path of a mapping never reaches an HTTP API: its requests look as if they had come to the
 * stage's own URL (observed, CodeGenieApp/serverless-express#465).
 */
function pathOfStage({ rest, stage }: MappedPath): string {
  return stage === '$default' ? rest : `/${stage}${rest}`;
}

function withPath(request: PlaneRequest, path: string): PlaneRequest {
  // `signal` is made when it is read, so a copy must name it.
  return path === request.path
    ? request
    : { ...request, path, sentPath: request.path, signal: request.signal };
}

/** HTTP APIs lose what follows an encoded `?` in the path (live captures in hotsock/voker#8). */
function cutAtEncodedQuestionMark(path: string): string {
  if (!path.includes('%')) return path;
  const cut = path.search(/%3f/i);
  return cut < 0 ? path : path.slice(0, cut);
}
