import { CATEGORIES, type TelemetryApi, type TelemetryCategory } from './event.ts';

/** The Runtime API's own port on AWS, which no destination may have. */
const RESERVED_PORT = 9001;
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['sandbox.localdomain', 'sandbox']);

const SCHEMA_VERSIONS: Readonly<Record<TelemetryApi, readonly string[]>> = {
  telemetry: ['2022-07-01', '2022-12-13', '2025-01-29'],
  logs: ['2020-08-15', '2021-03-18'],
};

export type Destination =
  | { protocol: 'HTTP'; port: number; path: string; method: 'POST' | 'PUT' }
  | { protocol: 'TCP'; port: number };

/** A checked request for events: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html */
export interface Subscription {
  api: TelemetryApi;
  categories: readonly TelemetryCategory[];
  destination: Destination;
  maxItems: number;
  maxBytes: number;
  timeoutMs: number;
}

/** AWS does not publish its texts; these say what is wrong. */
export class InvalidSubscription extends Error {
  override readonly name = 'InvalidSubscription';
}

/** @throws InvalidSubscription */
export function parseSubscription(text: string, api: TelemetryApi): Subscription {
  const body = asObject(parseJson(text), 'the body');
  const { schemaVersion, types } = body;
  // The Logs API's first version came without it.
  const versionIsKnown =
    SCHEMA_VERSIONS[api].includes(String(schemaVersion)) ||
    (api === 'logs' && schemaVersion === undefined);
  if (!versionIsKnown) {
    throw new InvalidSubscription(
      `schemaVersion must be one of ${SCHEMA_VERSIONS[api].join(', ')}`,
    );
  }
  if (!Array.isArray(types) || types.length === 0 || !types.every(isCategory)) {
    throw new InvalidSubscription(`types must be a list of ${CATEGORIES.join(', ')}`);
  }
  const buffering = body['buffering'] === undefined ? {} : asObject(body['buffering'], 'buffering');
  return {
    api,
    categories: [...new Set(types)],
    destination: parseDestination(asObject(body['destination'], 'destination')),
    maxItems: inRange(buffering, 'maxItems', 1000, 10_000, 10_000),
    maxBytes: inRange(buffering, 'maxBytes', 262_144, 1_048_576, 262_144),
    timeoutMs: inRange(buffering, 'timeoutMs', 25, 30_000, 1000),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidSubscription('the body is not JSON');
  }
}

function asObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new InvalidSubscription(`${name} must be an object`);
}

function isCategory(value: unknown): value is TelemetryCategory {
  return CATEGORIES.some((category) => category === value);
}

function parseDestination(destination: Record<string, unknown>): Destination {
  const { protocol, URI: uri, port, method = 'POST' } = destination;
  if (protocol === 'TCP') return { protocol, port: usablePort(port) };
  if (protocol !== 'HTTP') {
    throw new InvalidSubscription('destination.protocol must be HTTP or TCP');
  }
  const url = typeof uri === 'string' ? URL.parse(uri) : null;
  if (!url || url.protocol !== 'http:' || !LOCAL_HOSTS.has(url.hostname)) {
    throw new InvalidSubscription(
      'destination.URI must be of the form http://sandbox.localdomain:PORT/PATH',
    );
  }
  if (method !== 'POST' && method !== 'PUT') {
    throw new InvalidSubscription('destination.method must be POST or PUT');
  }
  const path = `${url.pathname}${url.search}`;
  return { protocol, port: usablePort(Number(url.port || 80)), path, method };
}

function usablePort(value: unknown): number {
  const isPort = typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536;
  if (isPort && value !== RESERVED_PORT) return value;
  throw new InvalidSubscription(
    `the destination's port must be 1 to 65535 and not ${RESERVED_PORT}`,
  );
}

function inRange(
  from: Record<string, unknown>,
  name: string,
  least: number,
  most: number,
  usual: number,
): number {
  const value = from[name] ?? usual;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  throw new InvalidSubscription(`buffering.${name} must be an integer from ${least} to ${most}`);
}
