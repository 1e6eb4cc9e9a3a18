/** What the DynamoDB benchmark compares with. */
import { join } from 'node:path';
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
    return start({
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
  },
};

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
