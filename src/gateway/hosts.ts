import type { DataPlane, PlaneAddress, PlaneTarget } from '../services/data-plane.ts';

/** Where a request goes, decided by its host and path alone. */
export type Destination =
  | { kind: 'internal' }
  | { kind: 'data-plane'; target: PlaneTarget }
  | { kind: 'aws-api' };

/**
 * Internal routes win over hosts, so that health checks answer under every name; then data planes
 * (execute-api, function URLs); all else is an AWS API call.
 * @param address its `host` is the Host header without port, lower case
 */
export function route(address: PlaneAddress, dataPlanes: readonly DataPlane[]): Destination {
  if (isInternal(address.path)) return { kind: 'internal' };
  for (const plane of dataPlanes) {
    const target = plane.match(address);
    if (target) return { kind: 'data-plane', target };
  }
  return { kind: 'aws-api' };
}

function isInternal(path: string): boolean {
  if (path.charCodeAt(1) === 0x5f /* _ */)
    return path.startsWith('/_brume/') || path.startsWith('/_localstack/') || path === '/_brume';
  return path === '/health';
}

/** `Foo.localhost:4566` → `foo.localhost`; `[::1]:80` → `[::1]`. */
export function hostOnly(header: string | undefined): string {
  if (!header) return '';
  const end = header.startsWith('[') ? header.indexOf(']') + 1 : header.indexOf(':');
  return (end > 0 ? header.slice(0, end) : header).toLowerCase();
}
