/**
 * Where the time of one invocation goes, phase by phase: the tables of docs/performance.md. Brume runs
 * inside this process, so that its steps can be told the time of by wrapping methods that they pass
 * through; its client does, too, and shares the event loop. Figures explain; bars are held elsewhere.
 */
import { connect, type Socket } from 'node:net';
import { Instance } from '../src/lambda-runtime/instance.ts';
import { Pool } from '../src/lambda-runtime/pool.ts';
import { ProcessSlot } from '../src/lambda-runtime/process-slot.ts';
import { createStack } from '../src/stack/create-stack.ts';
import { deploy, deployHello, HELLO, lambdaOf } from './deploy.ts';
import { median, printTable } from './figures.ts';
import type { Part } from './rows.ts';
import { zipOf } from './zip.ts';

/** Moments of one invocation, in their order, in milliseconds. */
interface Moments {
  sent: number;
  asked: number;
  booting: number;
  booted: number;
  ready: number;
  delivered: number;
  answered: number;
  received: number;
  /** How long the handler ran, as its process tells. */
  handlerMs: number;
}

/** Each phase from one moment to a later one. */
const WARM: readonly (readonly [string, keyof Moments, keyof Moments])[] = [
  ['request to event: HTTP, routing, limits', 'sent', 'asked'],
  ['event to the function', 'asked', 'delivered'],
  ['the function, with two wake-ups', 'delivered', 'answered'],
  ['answer to response, and its way to the client', 'answered', 'received'],
];
const COLD: typeof WARM = [
  ['request to event: HTTP, routing, limits', 'sent', 'asked'],
  ['a place to start', 'asked', 'booting'],
  ['code, environment, sandbox, process', 'booting', 'booted'],
  ["INIT: interpreter, bootstrap, the function's own", 'booted', 'ready'],
  ['event to the function', 'ready', 'delivered'],
  ['the function, with two wake-ups', 'delivered', 'answered'],
  ['answer to response, and its way to the client', 'answered', 'received'],
];

let moments: Partial<Moments> = {};

/** Notes when a method is entered, and when the promise that it returns is settled. */
function note<K extends string>(
  type: { prototype: Record<K, unknown> },
  method: K,
  entered: keyof Moments,
  settled?: keyof Moments,
): void {
  const original = type.prototype[method] as (...args: unknown[]) => unknown;
  type.prototype[method] = function (this: unknown, ...args: unknown[]): unknown {
    moments[entered] = performance.now();
    if (method === 'onResponse') moments.handlerMs = Number(args[1] ?? 0) / 1000;
    const result = original.apply(this, args);
    if (settled && result instanceof Promise)
      void result.finally(() => (moments[settled] = performance.now())).catch(() => {});
    return result;
  };
}

export const benchSpans: Part = async ({ quick }) => {
  note(Pool, 'invoke', 'asked');
  note(ProcessSlot, 'boot', 'booting', 'booted');
  note(Instance, 'onReady', 'ready');
  note(ProcessSlot, 'deliver', 'delivered');
  note(Instance, 'onResponse', 'answered');
  const rounds = { cold: quick ? 3 : 15, warm: quick ? 100 : 3000 };
  await cold('a process stands by', { lambdaStandBy: true, rounds: rounds.cold });
  await cold('none stands by', { lambdaStandBy: false, rounds: rounds.cold });
  await warm(rounds.warm);
  return [];
};

async function cold(
  name: string,
  { lambdaStandBy, rounds }: { lambdaStandBy: boolean; rounds: number },
): Promise<void> {
  await using stack = await createStack({ lambdaStandBy });
  const zip = await zipOf({ 'index.js': HELLO });
  const all: Moments[] = [];
  for (let round = 0; round <= rounds; round++) {
    const path = await deploy(lambdaOf(stack.port), `cold-${round}`, zip);
    await new Promise((resolve) => setTimeout(resolve, 1200)); // until the next process stands by
    const socket = await open(stack.port);
    all.push(await once(socket, post(path, stack.port)));
    socket.destroy();
  }
  printSpans(`Cold start, Node.js hello, ${name}`, COLD, all.slice(1));
}

async function warm(rounds: number): Promise<void> {
  await using stack = await createStack();
  const { apiHost, invokePath } = await deployHello(stack.port);
  const requests = {
    Invoke: post(invokePath, stack.port),
    'HTTP API': `GET /hello HTTP/1.1\r\nHost: ${apiHost}\r\n\r\n`,
  };
  for (const [name, request] of Object.entries(requests)) {
    const socket = await open(stack.port);
    const all: Moments[] = [];
    for (let round = 0; round < rounds * 2; round++) all.push(await once(socket, request));
    socket.destroy();
    printSpans(`Warm ${name}, one connection`, WARM, all.slice(rounds));
  }
}

function post(path: string, port: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

/** Small answers come in one piece. */
function once(socket: Socket, request: string): Promise<Moments> {
  return new Promise((resolve, reject) => {
    moments = { sent: performance.now() };
    socket.once('data', (answer: Buffer) => {
      moments.received = performance.now();
      if (answer.toString('latin1', 9, 12) === '200') resolve(moments as Moments);
      else reject(new Error(answer.toString()));
    });
    socket.write(request);
  });
}

function printSpans(title: string, phases: typeof WARM, all: readonly Moments[]): void {
  const wholeMs = median(all.map((each) => each.received - each.sent));
  const row = (name: string, values: number[]): string[] => [
    name,
    (median(values) * 1000).toFixed(0),
    `${((median(values) / wholeMs) * 100).toFixed(0)} %`,
  ];
  console.log(`\n${title} (median of ${all.length})`);
  printTable(
    ['phase', 'µs', 'share'],
    [
      ...phases.map(([name, from, to]) =>
        row(
          name,
          all.map((each) => each[to] - each[from]),
        ),
      ),
      row(
        '  of that, the handler itself',
        all.map((each) => each.handlerMs),
      ),
      row(
        'all',
        all.map((each) => each.received - each.sent),
      ),
    ],
  );
}
