import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';
import { awsCliV2 } from '../../tools/setup/aws-cli-v2.ts';

const GROUP = '/aws/lambda/my-function';
/** The CLI sleeps this long after its first poll. */
const CLIENT_SLEEP_MS = 5000;

const aws = await awsCliV2.find();
if (!aws) console.log(`MISSING TOOL  ${awsCliV2.name}: its stories are skipped.`);

interface Line {
  text: string;
  atMs: number;
}

/** `aws … --follow` as a person sees it: the lines it has printed. */
class Following implements AsyncDisposable {
  readonly lines: Line[] = [];
  readonly #process;
  readonly #ended: Promise<unknown>;
  #waiting: (() => void)[] = [];

  constructor(stack: Stack, args: readonly string[]) {
    this.#process = spawn(aws!.path, awsArgs(stack, args), {
      env: awsEnv(stack),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#ended = new Promise((resolve) => this.#process.once('close', resolve));
    createInterface({ input: this.#process.stdout }).on('line', (text) => {
      this.lines.push({ text, atMs: performance.now() });
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Resolves once `count` lines were printed. */
  async printed(count: number): Promise<void> {
    while (this.lines.length < count)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGINT');
    await this.#ended;
  }
}

function awsArgs(stack: Stack, args: readonly string[]): string[] {
  return ['logs', ...args, '--endpoint-url', stack.endpoint];
}

function awsEnv(stack: Stack): NodeJS.ProcessEnv {
  // Python buffers what it prints to a pipe; a terminal shows each line at once.
  return {
    ...process.env,
    ...stack.env(),
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
    PYTHONUNBUFFERED: '1',
  };
}

async function run(stack: Stack, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(aws!.path, awsArgs(stack, args), {
    env: awsEnv(stack),
  });
  return stdout;
}

/** What a describing command prints. */
interface Printed {
  events: { message: string; logStreamName?: string }[];
  logStreams: { logStreamName: string }[];
  logGroups: { logGroupName: string }[];
}

async function read(stack: Stack, ...args: string[]): Promise<Printed> {
  return JSON.parse(await run(stack, ...args)) as Printed;
}

async function withStreams(stack: Stack, ...streams: string[]): Promise<CloudWatchLogs> {
  const logs = stack.client(CloudWatchLogs);
  await logs.createLogGroup({ logGroupName: GROUP });
  for (const logStreamName of streams)
    await logs.createLogStream({ logGroupName: GROUP, logStreamName });
  return logs;
}

async function put(
  logs: CloudWatchLogs,
  stack: Stack,
  logStreamName: string,
  ...messages: string[]
): Promise<void> {
  const timestamp = stack.clock.now();
  const logEvents = messages.map((message) => ({ timestamp, message }));
  await logs.putLogEvents({ logGroupName: GROUP, logStreamName, logEvents });
}

it.skipIf(!aws)(
  'aws logs tail --follow shows every new line once, within a second',
  async () => {
    await using stack = await createStack();
    const logs = await withStreams(stack, 'a', 'b');
    await put(logs, stack, 'a', 'START');
    await using following = new Following(stack, ['tail', GROUP, '--follow', '--format', 'short']);
    await following.printed(1);

    // Written while the client sleeps: shown at its second poll.
    const expected = ['START'];
    for (let index = 0; index < 10; index++) {
      expected.push(`early ${index}`);
      await put(logs, stack, index % 2 ? 'a' : 'b', `early ${index}`);
    }
    await following.printed(expected.length);
    expect((following.lines.at(-1)?.atMs ?? 0) - (following.lines[0]?.atMs ?? 0)).toBeLessThan(
      CLIENT_SLEEP_MS + 2000,
    );

    // From the second poll on each line is shown as it is written.
    const delaysMs: number[] = [];
    for (let index = 0; index < 20; index++) {
      const putAt = performance.now();
      const text = `live ${index}`;
      expected.push(text, `${text} again`);
      await put(logs, stack, index % 2 ? 'a' : 'b', text, `${text} again`);
      await following.printed(expected.length);
      delaysMs.push((following.lines.at(-1)?.atMs ?? 0) - putAt);
    }
    // A burst of many writers at the same time.
    const burst = Array.from({ length: 50 }, (_, index) => `burst ${index}`);
    expected.push(...burst);
    await Promise.all(burst.map((text, index) => put(logs, stack, index % 2 ? 'a' : 'b', text)));
    await following.printed(expected.length);

    expect(Math.max(...delaysMs)).toBeLessThan(1000);
    const texts = following.lines.map((line) => line.text.replace(/^\S+ /, ''));
    expect(texts.toSorted()).toEqual(expected.toSorted());
  },
  60_000,
);

it.skipIf(!aws)(
  'aws logs tail without --follow ends, also when run again and again',
  async () => {
    await using stack = await createStack();
    const logs = await withStreams(stack, 'a');
    await put(logs, stack, 'a', 'START', 'END');
    for (let times = 0; times < 3; times++) {
      const shown = await run(stack, 'tail', GROUP, '--format', 'short', '--filter-pattern', 'END');
      expect(shown.trim().split('\n')).toEqual([expect.stringMatching(/ END$/)]);
    }
  },
  60_000,
);

it.skipIf(!aws)(
  'aws logs filter-log-events, describe-log-streams and describe-log-groups print what is there',
  async () => {
    await using stack = await createStack();
    const logs = await withStreams(stack, '2026/01/15/[$LATEST]abc', 'b');
    await put(logs, stack, 'b', 'START', 'ERROR one', 'END');
    const group = ['--log-group-name', GROUP];
    const filtered = await read(stack, 'filter-log-events', ...group, '--filter-pattern', 'ERROR');
    expect(filtered.events).toMatchObject([{ message: 'ERROR one', logStreamName: 'b' }]);
    const order = ['--order-by', 'LastEventTime', '--descending'];
    const { logStreams } = await read(stack, 'describe-log-streams', ...group, ...order);
    expect(logStreams.map((stream) => stream.logStreamName)).toEqual([
      'b',
      '2026/01/15/[$LATEST]abc',
    ]);
    const { logGroups } = await read(
      stack,
      'describe-log-groups',
      '--log-group-name-prefix',
      '/aws',
    );
    expect(logGroups).toMatchObject([{ logGroupName: GROUP }]);
    const head = ['--log-stream-name', 'b', '--start-from-head'];
    const { events } = await read(stack, 'get-log-events', ...group, ...head);
    expect(events.map((event) => event.message)).toEqual(['START', 'ERROR one', 'END']);
  },
  60_000,
);
