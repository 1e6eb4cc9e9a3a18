/** Other DynamoDBs, each with its tables on disk where it can. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installMaven, installNpm } from '../install.ts';
import { moto } from '../peer-list.ts';
import { freePort, start, type Started } from '../processes.ts';

export interface Peer {
  name: string;
  start(folder: string): Promise<Started>;
}

export const DYNAMODB_LOCAL = 'DynamoDB Local';

const dynamodbLocal: Peer = {
  name: DYNAMODB_LOCAL,
  async start(folder) {
    const installed = await installMaven('dynamodb-local', {
      groupId: 'com.amazonaws',
      artifactId: 'DynamoDBLocal',
      version: '2.6.1',
    });
    const port = await freePort();
    const lib = join(installed, 'lib');
    const main = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
    const options = ['-port', String(port), '-dbPath', folder, '-disableTelemetry'];
    const running = await start({
      program: 'java',
      args: [`-Djava.library.path=${lib}`, '-cp', join(lib, '*'), main, ...options],
      cwd: installed,
      ready: /CorsParams/,
      port,
      hideErrors: true,
    });
    await untilAnswering(port);
    return running;
  },
};

const dynalite: Peer = {
  name: 'dynalite',
  async start(folder) {
    const installed = await installNpm('dynalite', ['dynalite@4.0.0']);
    const port = await freePort();
    const options = ['--host', '127.0.0.1', '--port', String(port), '--path', folder];
    return start({
      args: ['node_modules/dynalite/cli.js', ...options, '--createTableMs', '0'],
      cwd: installed,
      ready: /Dynalite listening/i,
      port,
      hideErrors: true,
    });
  },
};

const motoServer: Peer = {
  name: 'moto (in memory)',
  start: async () => (await moto.start()).process,
};

/** Starts those that can be had here; says of the others why not. */
export async function startPeers(stateDir: string): Promise<{ name: string; server: Started }[]> {
  const running: { name: string; server: Started }[] = [];
  for (const peer of [dynamodbLocal, dynalite, motoServer]) {
    const folder = join(stateDir, peer.name.replaceAll(/\W+/g, '-'));
    await mkdir(folder, { recursive: true });
    try {
      running.push({ name: peer.name, server: await peer.start(folder) });
    } catch (error) {
      console.log(`  ${peer.name} is left out: ${String(error).split('\n')[0]}`);
    }
  }
  return running;
}

/** It says what it was started with before it listens. */
async function untilAnswering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer) return void (await answer.arrayBuffer());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not answer within ten seconds.');
}
