/** What the DynamoDB benchmark compares with. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installMaven, installNpm } from './install.ts';
import { moto } from './peer-list.ts';
import { freePort, start, type Started } from './processes.ts';

export interface DynamodbPeer {
  name: string;
  /** @param stateDir for those that keep something */
  start(stateDir: string): Promise<Started>;
}

/** AWS's own, over SQLite files. */
const dynamodbLocal: DynamodbPeer = {
  name: 'DynamoDB Local',
  async start(stateDir) {
    const library = join(await installMaven('com.amazonaws:DynamoDBLocal:2.6.1'), 'lib');
    const port = await freePort();
    const server = await start({
      program: 'java',
      args: [
        `-Djava.library.path=${library}`,
        ...['-cp', join(library, '*')],
        'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
        ...['-port', String(port), '-dbPath', stateDir, '-disableTelemetry'],
      ],
      ready: /CorsParams/,
      port,
      hideErrors: true,
    });
    await untilListening(port); // it only says what it will do
    return server;
  },
};

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await pause(100);
  }
  throw new Error(`Nobody listens on port ${port}.`);
}

/** In memory, as it is by default. */
const dynalite: DynamodbPeer = {
  name: 'dynalite (memory)',
  async start() {
    const folder = await installNpm('dynalite', ['dynalite@4.0.0']);
    const port = await freePort();
    const args = ['node_modules/dynalite/cli.js', '--port', String(port), '--createTableMs', '0'];
    return start({ args, cwd: folder, ready: /listening/i, port, hideErrors: true });
  },
};

export const DYNAMODB_PEERS: readonly DynamodbPeer[] = [
  dynamodbLocal,
  dynalite,
  { name: 'moto (memory)', start: async () => (await moto.start()).process },
];
