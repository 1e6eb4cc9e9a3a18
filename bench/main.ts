/**
 * `npm run bench [-- [--quick] [PART…]]`: all figures that Brume's documentation may quote, measured in
 * one run on this machine. Ratios are what counts: absolute figures depend on the machine and its mood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, printRows, type Row } from './rows.ts';

/** Loaded when they are asked for. `spans` explains and has no bars, so it runs only when named. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  start: async () => (await import('./start-up.ts')).benchStartUp,
  cold: async () => (await import('./cold-start.ts')).benchColdStart,
  sandbox: async () => (await import('./sandbox.ts')).benchSandbox,
  warm: async () => (await import('./invoke-path.ts')).benchInvokePath,
  echo: async () => (await import('./echo.ts')).benchEcho,
  concurrency: async () => (await import('./concurrency.ts')).benchConcurrency,
  registry: async () => (await import('./registry.ts')).benchRegistry,
  'api-gateway': async () => (await import('./api-gateway.ts')).benchApiGateway,
  s3: async () => (await import('./s3.ts')).benchS3,
  peers: async () => (await import('./peers.ts')).benchPeers,
  spans: async () => (await import('./spans.ts')).benchSpans,
  websocket: async () => (await import('./websocket.ts')).benchWebSocket,
};

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const named = words.filter((word) => word !== '--quick');
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
const chosen = named.length > 0 ? named : Object.keys(PARTS).filter((name) => name !== 'spans');
const folder = await mkdtemp(join(tmpdir(), 'brume-bench-'));
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
const rows: Row[] = [];
try {
  for (const name of chosen) {
    const part = await PARTS[name]!();
    rows.push(...(await part({ quick, stateDir: join(folder, name) })));
  }
  const reached = rows.length === 0 || printRows(rows);
  if (!reached && !quick) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
