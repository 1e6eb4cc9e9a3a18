/** The data plane of API Gateway: finds the API a request is for and runs its chain. */
import type { ServiceHost } from '../context.ts';
import type {
  DataPlane,
  PlaneRequest,
  PlaneResponse,
  PlaneTarget,
  UpgradeWire,
} from '../data-plane.ts';
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
import { Connections } from './websocket/connections.ts';
import type { WebSockets } from './websocket/web-sockets.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

export interface ExecuteApi extends ExecuteApiState {
  readonly plane: DataPlane;
}

export function createExecuteApi(host: ServiceHost, source: ApiSource): ExecuteApi {
  const apis = createApiCache(source);
  const connections = new Connections();
  /** Loaded with the first handshake. */
  let webSockets: Promise<WebSockets> | undefined;
  const domains = createDomainHosts(host);
  const plane: DataPlane = {
    id: 'execute-api',
    match(address): PlaneTarget | undefined {
      const mappings = domains.find(address.host);
      if (mappings)
        return address.path.includes('/@connections/')
          ? undefined
          : targetOf((path) => addressIn(mappings, path));
      const found = parseApiAddress(address);
      // `@connections` is an AWS API: parsed, authorized and answered as the others are.
      if (!found || isManagement(found.path)) return undefined;
      return targetOf(() => found);
    },
  };

  /** @param addressOf undefined when nothing stands at the path */
  function targetOf(addressOf: (path: string) => ApiAddress | undefined): PlaneTarget {
    return {
      bodyLimitBytes: PAYLOAD_LIMIT_BYTES,
      tooLarge: () => refuse(host, 413),
      handle(request) {
        const address = addressOf(request.path);
        return address ? serve(request, address) : refuse(host, 403);
      },
      async upgrade(request, wire) {
        const address = addressOf(request.path);
        return address ? upgrade(request, wire, address) : refuse(host, 403);
      },
    };
  }

  async function upgrade(
    raw: PlaneRequest,
    wire: UpgradeWire,
    address: ApiAddress,
  ): Promise<PlaneResponse | undefined> {
    const api = await apis.find(address.apiId);
    if (api?.kind === 'websocket') {
      webSockets ??= loadWebSockets(host, apis.find, connections);
      const { mapped } = address;
      const path = mapped ? pathOfStage(mapped) : address.path;
      return (await webSockets).upgrade(raw, wire, api, { ...address, path });
    }
    // An HTTP or REST API takes the handshake for any other request.
    return serveApi(host, raw, address, api);
  }

  function serve(raw: PlaneRequest, address: ApiAddress): PlaneResponse | Promise<PlaneResponse> {
    const api = apis.find(address.apiId);
    return api instanceof Promise
      ? api.then((loaded) => serveApi(host, raw, address, loaded))
      : serveApi(host, raw, address, api);
  }

  const { forget, forgetAll } = apis;
  return { plane, forget, forgetAll, loadDomains: domains.load, connections };
}

function serveApi(
  host: ServiceHost,
  raw: PlaneRequest,
  address: ApiAddress,
  api: DeployedApi | undefined,
): PlaneResponse | Promise<PlaneResponse> {
  // On AWS the name resolves for every id; one without an API is answered like this.
  if (!api) return refuse(host, 403);
  if (api.kind === 'websocket') return refuse(host, 403);
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

function refuse({ ids }: ServiceHost, status: 403 | 413): PlaneResponse {
  const response = gatewayResponse(status);
  return {
    ...response,
    headers: [...response.headers, 'apigw-requestid', makeRequestId(ids)],
  };
}

async function loadWebSockets(
  ...parts: ConstructorParameters<typeof WebSockets>
): Promise<WebSockets> {
  const { WebSockets: Loaded } = await import('./websocket/web-sockets.ts');
  return new Loaded(...parts);
}

/** `/<stage>/@connections/<id>` */
function isManagement(path: string): boolean {
  return path.startsWith('/@connections/', path.indexOf('/', 1));
}

/** The request as a custom domain's mappings see it. */
function addressIn(mappings: readonly ApiMappingRecord[], path: string): ApiAddress | undefined {
  const mapped = selectMapping(mappings, path);
  return mapped && { apiId: mapped.apiId, path, isInHost: true, mapped };
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
