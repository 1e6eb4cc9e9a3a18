/** A payload of 1 MB there and back: Invoke of a warm function against the bare server. */
import { deploy, lambdaOf } from './deploy.ts';
import { printTable, spread } from './figures.ts';
import { load, startBareServer, startBrume } from './processes.ts';
import type { Part } from './rows.ts';
import { zipOf } from './zip.ts';

const BYTES = 1_000_000;
const CONNECTIONS = [1, 8];

export const benchEcho: Part = async ({ quick, stateDir }) => {
  const rounds = quick ? 1 : 5;
  const seconds = quick ? 1 : 3;
  const bare = await startBareServer();
  const brume = await startBrume({}, '--quiet', '--state-dir', stateDir);
  const zip = await zipOf({ 'index.js': 'exports.handler = async (event) => event;' });
  const path = await deploy(lambdaOf(brume.port), 'echo', zip);
  const rate = async (port: number, target: string, connections: number): Promise<number> => {
    const request = `POST ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${BYTES}\r\n\r\n`;
    const plan = { port, request, bodyBytes: BYTES, connections, seconds };
    return ((await load(plan)).requestsPerSecond * BYTES) / 1e6;
  };
  const table: string[][] = [];
  const ratios: number[][] = [];
  for (const connections of CONNECTIONS) {
    const own: number[] = [];
    const bareOnes: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      bareOnes.push(await rate(bare.port, '/', connections));
      own.push(await rate(brume.port, path, connections));
    }
    const ratio = own.map((each, round) => each / bareOnes[round]!).slice(1);
    ratios.push(ratio);
    const name = `${connections} connection${connections > 1 ? 's' : ''}`;
    table.push([name, spread(bareOnes.slice(1), 0), spread(own.slice(1), 0), spread(ratio)]);
  }
  await Promise.all([bare.stop(), brume.stop()]);
  console.log(`\n1 MB echoed (MB/s each way; ${rounds} rounds of ${seconds} s; median and range)`);
  printTable(['', 'bare node:http', 'Invoke', '× bare'], table);
  return ratios.map((values, index) => ({
    what: `1 MB payload echo, ${CONNECTIONS[index]} connection${index > 0 ? 's' : ''}, against bare node:http`,
    values,
    unit: '×',
    aim: { least: 0.25 },
  }));
};
