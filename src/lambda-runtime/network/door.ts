/**
 * Where AWS's names lead for functions that share the machine's network: a loopback address of this Brume's
 * own, because port 443 of 127.0.0.1 is somebody else's. docs/adr/0009-function-network.md
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Ids } from '../../platform/ids.ts';

/** Every address of 127/8 is there without any set-up on Linux, and of 16 million few are taken. */
const ATTEMPTS = 8;

export interface AwsDoor {
  /** `127.201.7.33` */
  readonly address: string;
  close(): void;
}

/**
 * @param serve gets who connects to port 443 or 80
 * @returns the door, or why there can be none, in words for a person
 */
export async function openAwsDoor(
  ids: Ids,
  serve: (connection: Socket) => void,
): Promise<AwsDoor | { problem: string }> {
  let problem = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const address = pickAddress(ids);
    try {
      return await openAt(address, serve);
    } catch (error) {
      const { code, port } = error as NodeJS.ErrnoException & { port?: number };
      problem = `port ${port ?? 443}: ${code}`;
      if (code !== 'EADDRINUSE') break; // no right to, or no such address: the same for all
    }
  }
  return { problem };
}

/** Above those of the sandboxes' resolvers, which begin at 127.64 (native/sandbox/init.c). */
function pickAddress(ids: Ids): string {
  const [a = 0, b = 0, c = 0] = ids.bytes(3);
  return `127.${128 + (a % 127)}.${b}.${1 + (c % 254)}`;
}

async function openAt(address: string, serve: (connection: Socket) => void): Promise<AwsDoor> {
  await tryResolverPort(address);
  const secure = await listen(address, 443, serve);
  // Without it, what calls by plain HTTP is refused; that is no reason to refuse the rest.
  const plain = await listen(address, 80, serve).catch(() => undefined);
  return {
    address,
    close() {
      secure.close();
      plain?.close();
    },
  };
}

/** Each sandbox will take this port of an address of its own. */
async function tryResolverPort(address: string): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(53, address);
  try {
    await once(socket, 'listening');
  } finally {
    socket.close();
  }
}

async function listen(
  address: string,
  port: number,
  serve: (connection: Socket) => void,
): Promise<Server> {
  const server = createServer(serve).listen({ port, host: address });
  await once(server, 'listening');
  server.on('error', () => {}); // out of descriptors: the caller waits in the queue
  server.unref();
  return server;
}
