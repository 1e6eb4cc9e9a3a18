import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { noteFunctionConnection } from '../../platform/function-connections.ts';

/** Leads a function's connection to Brume's one port, which speaks HTTP and TLS. */
export function forwardTo(endpointUrl: string): (connection: Socket) => void {
  const { hostname, port } = new URL(endpointUrl);
  const endpointPort = Number(port) || 80;
  return (connection) => {
    const brume = connect(endpointPort, hostname);
    brume.once('connect', () => {
      brume.once('close', noteFunctionConnection(brume.localPort!));
    });
    // Either end may go at any time; the other goes with it.
    pipeline(connection, brume, connection, () => {});
  };
}
