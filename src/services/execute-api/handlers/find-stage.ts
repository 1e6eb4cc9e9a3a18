import type { PlaneResponse } from '../../data-plane.ts';
import type { DeployedStage, HttpApi } from '../deployed-api.ts';
import type { MappedPath } from '../domains/select-mapping.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

/**
 * The stage that the first segment names, else `$default`; and the rest of the path, decoded. HTTP
 * APIs decode before they route, so an encoded slash is a slash.
 */
export function findStage(exchange: Exchange): PlaneResponse | undefined {
  const { api, mapped, request } = exchange;
  const { path } = request;
  const named = mapped ? mappedStage(api, mapped) : stageInPath(api, path);
  const stage = mapped ? named : (named ?? api.stages.get('$default'));
  // A custom domain is what an API is reached by whose own endpoint is disabled.
  if (!stage || (stage.isEndpointDisabled && !mapped)) return gatewayResponse(404);
  exchange.stage = stage;
  const rest = named && named.name !== '$default' ? path.slice(named.name.length + 1) : path;
  const decoded = decodePath(rest === '' ? '/' : rest);
  if (decoded === undefined) return gatewayResponse(400);
  exchange.routePath = decoded;
  return undefined;
}

function mappedStage(api: HttpApi, { stage }: MappedPath): DeployedStage | undefined {
  return stage === undefined ? undefined : api.stages.get(stage);
}

function stageInPath(api: HttpApi, path: string): DeployedStage | undefined {
  const slash = path.indexOf('/', 1);
  const first = slash < 0 ? path.slice(1) : path.slice(1, slash);
  return first === '$default' ? undefined : api.stages.get(first);
}

/** @returns undefined for a broken escape, or bytes that are not UTF-8 */
function decodePath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
