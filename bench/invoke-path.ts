/** The invoke path against the bare server: requests per second and latency, as ratios of one run. */
import { deployHello } from './deploy.ts';
import { printTable, spread } from './figures.ts';
import type { LoadResult } from './http-load.ts';
import { load, startBareServer, startBrume } from './processes.ts';
import type { Part, Row } from './rows.ts';

const CONNECTIONS = [1, 8, 32];
/** As large as the event that an HTTP API makes of a small request. */
const EVENT = JSON.stringify({ name: 'x'.repeat(1000) });

interface Target {
  name: string;
  port: number;
  request: string;
}

export const benchInvokePath: Part = async ({ quick, stateDir }) => {
  const options = { rounds: quick ? 1 : 5, seconds: quick ? 1 : 3, stateDir };
  const bare = await startBareServer();
  const brume = await startBrume({}, '--quiet', '--state-dir', options.stateDir);
  const { apiHost, invokePath } = await deployHello(brume.port);
  const host = `localhost:${brume.port}`;
  const targets: Target[] = [
    {
      name: 'bare node:http',
      port: bare.port,
      request: `GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    },
    {
      name: 'Invoke',
      port: brume.port,
      request: `POST ${invokePath} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${EVENT.length}\r\n\r\n${EVENT}`,
    },
    {
      name: 'HTTP API',
      port: brume.port,
      request: `GET /hello?name=x HTTP/1.1\r\nHost: ${apiHost}\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n`,
    },
  ];
  for (const { port, request } of targets)
    await load({ port, request, connections: 32, seconds: 3 }); // JIT warm-up

  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round < options.rounds; round++)
    for (const connections of CONNECTIONS)
      for (const { name, port, request } of targets) {
        const key = `${name}/${connections}`;
        const result = await load({ port, request, connections, seconds: options.seconds });
        results.set(key, [...(results.get(key) ?? []), result]);
      }

  console.log(
    `\nInvoke path (warm Node.js 24 function of 1769 MB, logs on; ${options.rounds} rounds of ${options.seconds} s; median and range)`,
  );
  const rows = targets.flatMap(({ name }) =>
    CONNECTIONS.map((connections) => {
      const own = results.get(`${name}/${connections}`)!;
      const bareRounds = results.get(`bare node:http/${connections}`)!;
      const ratio = (value: (result: LoadResult) => number): string =>
        spread(own.map((result, round) => value(result) / value(bareRounds[round]!)));
      return [
        `${name}, ${connections} connection${connections > 1 ? 's' : ''}`,
        spread(
          own.map((result) => result.requestsPerSecond),
          0,
        ),
        ratio((result) => result.requestsPerSecond),
        spread(
          own.map((result) => result.p50Us),
          0,
        ),
        ratio((result) => result.p50Us),
        spread(
          own.map((result) => result.p99Us),
          0,
        ),
      ];
    }),
  );
  printTable(['', 'requests/s', '× bare', 'p50 µs', '× bare', 'p99 µs'], rows);
  await bare.stop();
  await brume.stop();
  return toRows(results);
};

function toRows(results: ReadonlyMap<string, LoadResult[]>): Row[] {
  const ratios = (key: string, value: (result: LoadResult) => number): number[] => {
    const bareRounds = results.get(`bare node:http/${key.split('/')[1]}`)!;
    return results.get(key)!.map((each, round) => value(each) / value(bareRounds[round]!));
  };
  const latency = (name: string): Row => ({
    what: `warm ${name}, 1 KB event, 1 connection, p50 against bare node:http`,
    values: ratios(`${name}/1`, (each) => each.p50Us),
    unit: '×',
    bar: { most: 3 },
    aim: { most: 1.6 },
  });
  return [
    latency('Invoke'),
    latency('HTTP API'),
    {
      what: 'warm HTTP API, 32 connections, requests/s against bare node:http',
      values: ratios('HTTP API/32', (each) => each.requestsPerSecond),
      unit: '×',
      bar: { least: 0.3 },
      aim: { least: 0.5 },
    },
  ];
}
