import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Clock } from '../../platform/clock.ts';
import type { Destination } from './subscription.ts';

/** `sandbox.localdomain` as it is reached from outside the sandbox. */
const SANDBOX_ADDRESS = '127.0.0.1';
/** An extension that takes longer to accept a batch is as good as gone. */
const ATTEMPT_MS = 5000;

/** Where one subscriber listens. */
export interface Sender {
  /** Delivers one batch of JSON texts. Rejects when it was not accepted. */
  send(events: readonly string[]): Promise<void>;
  close(): void;
}

export function createSender(destination: Destination, clock: Clock): Sender {
  return destination.protocol === 'HTTP'
    ? createHttpSender(destination, clock)
    : createTcpSender(destination.port, clock);
}

function createHttpSender(
  { port, path, method }: Extract<Destination, { protocol: 'HTTP' }>,
  clock: Clock,
): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (events) =>
      within(clock, (resolve, reject) => {
        const body = Buffer.from(`[${events.join(',')}]`);
        const headers = {
          host: `sandbox.localdomain:${port}`,
          'content-type': 'application/json',
          'content-length': body.length,
        };
        const call = request(
          { host: SANDBOX_ADDRESS, port, path, method, headers, agent },
          (response) => {
            const status = response.statusCode ?? 0;
            response.resume();
            response.on('error', reject);
            response.on('end', () => {
              if (status >= 200 && status < 300) resolve();
              else reject(new Error(`the subscriber answered ${status}`));
            });
          },
        );
        call.on('error', reject);
        call.end(body);
        return () => call.destroy();
      }),
    close: () => agent.destroy(),
  };
}

/** NDJSON over one connection; a batch counts as delivered once the kernel has it, as on AWS. */
function createTcpSender(port: number, clock: Clock): Sender {
  let socket: Socket | undefined;
  const open = (): Socket => {
    if (socket && !socket.destroyed) return socket;
    socket = connect({ host: SANDBOX_ADDRESS, port });
    socket.resume();
    socket.on('error', () => {}); // the write that fails tells
    return socket;
  };
  return {
    send: (events) =>
      within(clock, (resolve, reject) => {
        const to = open();
        to.write(events.map((event) => `${event}\n`).join(''), (error) => {
          if (error) reject(error);
          else resolve();
        });
        return () => to.destroy();
      }),
    close: () => socket?.destroy(),
  };
}

/** @param begin starts the attempt and returns what gives it up */
function within(
  clock: Clock,
  begin: (resolve: () => void, reject: (error: Error) => void) => () => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = begin(resolve, reject);
  const timer = clock.realTimeout(ATTEMPT_MS, () => {
    reject(new Error('the subscriber did not answer in time'));
    giveUp();
  });
  return promise.finally(() => timer.cancel());
}
