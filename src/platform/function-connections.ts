/**
 * Which connections to Brume's port come from within functions, whose code is hostile: they may use the
 * cloud, and not end it. Known are those that Brume itself leads here for a sandbox, and those of the
 * users that sandboxes run as.
 */
import { readFileSync } from 'node:fs';

/** As in native/sandbox/identity.h. */
const SANDBOX_USERS = { first: 2_130_000_000, count: 1_000_000 };
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Local ports of connections that were led here. */
const led = new Set<number>();

/** @returns what is to be called when the connection has ended */
export function noteFunctionConnection(localPort: number): () => void {
  led.add(localPort);
  return () => void led.delete(localPort);
}

/** @param remotePort of a connection from this machine */
export function isFromFunction(remotePort: number | undefined): boolean {
  if (remotePort === undefined) return false;
  if (led.has(remotePort)) return true;
  const user = userOf(remotePort);
  return (
    user !== undefined &&
    user >= SANDBOX_USERS.first &&
    user < SANDBOX_USERS.first + SANDBOX_USERS.count
  );
}

/** Whose socket has this port, from the kernel's table; undefined where there is none (not Linux, or another machine's). */
function userOf(port: number): number | undefined {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of TABLES)
    try {
      for (const line of readFileSync(table, 'latin1').split('\n').slice(1)) {
        const [, local, , state, , , , user] = line.trim().split(/\s+/);
        if (state === ESTABLISHED && local?.endsWith(end)) return Number(user);
      }
    } catch {
      // no such table
    }
  return undefined;
}

const ESTABLISHED = '01';
