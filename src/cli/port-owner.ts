import { readdir, readFile, readlink } from 'node:fs/promises';

/** Who listens on a local port, in words; undefined when that cannot be found out. */
export async function portOwner(port: number): Promise<string | undefined> {
  const brume = await fetch(`http://127.0.0.1:${port}/_brume/info`, {
    signal: AbortSignal.timeout(500),
  })
    .then(
      (answer) => answer.json() as Promise<{ pid?: number; edition?: string; version?: string }>,
    )
    .catch(() => undefined);
  if (brume?.edition === 'brume')
    return `Brume ${brume.version} (process ${brume.pid}); it can be used as it is, or stopped with brume stop --port ${port}`;
  if (process.platform !== 'linux') return undefined;
  const inode = await listeningInode(port);
  const pid = inode && (await processWithSocket(inode));
  if (!pid) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return `process ${pid} (${command.split('\0').filter(Boolean).join(' ').slice(0, 80) || 'unknown'})`;
}

/** The socket inode of a listener, from the kernel's table (state 0A is LISTEN). */
async function listeningInode(port: number): Promise<string | undefined> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const row of rows) {
      const fields = row.trim().split(/\s+/);
      if (fields[1]?.endsWith(suffix) && fields[3] === '0A') return fields[9];
    }
  }
  return undefined;
}

async function processWithSocket(inode: string): Promise<string | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const fd of fds) {
      if ((await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')) === `socket:[${inode}]`)
        return pid;
    }
  }
  return undefined;
}
