import type { ConsoleApi, Route } from '../api.ts';

const describe = (api: ConsoleApi): Record<string, unknown> => ({
  version: api.version,
  edition: 'brume',
  endpoint: api.endpoint(),
  account: api.account,
  region: api.region,
  iam: api.iam.mode,
  state: api.stateDir ?? 'memory',
  pid: process.pid,
  uptimeSeconds: Math.floor(process.uptime()),
  clockOffsetMs: api.clock.offsetMs(),
});

export const infoRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_brume/info',
    summary: 'Version, endpoint, account, region, state folder, process.',
    run: (_request, api) => ({ status: 200, body: describe(api) }),
  },
  {
    method: 'GET',
    path: '/_localstack/info',
    summary: "LocalStack's name for the same, with its field names.",
    run: (_request, api) => ({
      status: 200,
      body: {
        version: api.version,
        edition: 'brume',
        is_license_activated: false,
        session_id: String(process.pid),
        machine_id: '',
        system: process.platform,
        is_docker: false,
        server_time_utc: new Date(api.clock.now()).toISOString().slice(0, 19),
        uptime: Math.floor(process.uptime()),
      },
    }),
  },
];
