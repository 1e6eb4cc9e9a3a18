import type { Server } from 'node:net';
import { BrumeError } from '../platform/errors.ts';

/** Listens. @throws BrumeError ERR_PORT_IN_USE, ERR_CANNOT_LISTEN */
export function bind(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE')
    return new BrumeError('ERR_PORT_IN_USE', `Port ${port} on ${host} is taken.`, {
      hint: `Stop what uses it, or choose another: --port ${port + 1} (0 picks a free one).`,
      cause,
    });
  if (cause.code === 'EACCES' || cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND')
    return new BrumeError(
      'ERR_CANNOT_LISTEN',
      `Cannot listen on ${host}:${port} (${cause.code}).`,
      {
        hint: 'Use a port above 1023 and an address of this machine.',
        cause,
      },
    );
  return cause;
}
