/** What the soak does, and what each may answer. */
import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  type LambdaClient,
  LambdaServiceException,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Ids } from '../../../src/platform/ids.ts';
import { versionedCode } from './functions.ts';

/** How many codes the changing function goes round with. */
const VERSIONS = 6;
const CRASHES = ['exit', 'kill', 'throw', 'reject', 'orphan', 'late'];

export interface Action {
  name: string;
  /** @returns what went wrong, or undefined */
  run(): Promise<string | undefined>;
}

/** One action at random; each of the four kinds of trouble gets its share. */
export function pickAction(lambda: LambdaClient, ids: Ids): Action {
  const below = (limit: number): number => Math.floor(ids.fraction() * limit);
  const actions: readonly (() => Action)[] = [
    () => steady(lambda, below(30), below(5) === 0 ? below(1_000_000) : 10),
    () => steady(lambda, 0, 10),
    () => custom(lambda, below(1000)),
    () => crash(lambda, CRASHES[below(CRASHES.length)] ?? 'exit'),
    () => hang(lambda, below(2) === 0),
    () => broken(lambda),
    () => changing(lambda),
    () => change(lambda, below(VERSIONS)),
    () => limited(lambda),
    () => limit(lambda, below(6)),
  ];
  const action = actions[below(actions.length)];
  if (!action) throw new Error('unreachable');
  return action();
}

interface Answer {
  functionError: string | undefined;
  text: string;
}

async function invoke(lambda: LambdaClient, name: string, event: object): Promise<Answer> {
  const Payload = JSON.stringify(event);
  const answer = await lambda.send(new InvokeCommand({ FunctionName: name, Payload }));
  return { functionError: answer.FunctionError, text: answer.Payload?.transformToString() ?? '' };
}

function steady(lambda: LambdaClient, ms: number, bytes: number): Action {
  return {
    name: 'steady',
    async run() {
      const { functionError, text } = await invoke(lambda, 'steady', { ms, bytes });
      if (functionError) return text;
      return text.length === bytes + 2 ? undefined : `${text.length} bytes instead of ${bytes + 2}`;
    },
  };
}

function custom(lambda: LambdaClient, n: number): Action {
  return {
    name: 'custom runtime',
    async run() {
      const { text } = await invoke(lambda, 'custom', { n });
      return text === JSON.stringify({ n }) ? undefined : text;
    },
  };
}

function crash(lambda: LambdaClient, how: string): Action {
  return {
    name: `crash by ${how}`,
    async run() {
      const { functionError, text } = await invoke(lambda, 'crashing', { how });
      // The process of an earlier "late" may end under any of them.
      if (functionError) return /exit status|signal: killed|as asked/.test(text) ? undefined : text;
      return ['orphan', 'late'].includes(how) ? undefined : `${how} answered ${text}`;
    },
  };
}

function hang(lambda: LambdaClient, loop: boolean): Action {
  return {
    name: 'timeout',
    async run() {
      const { text } = await invoke(lambda, 'hanging', { loop });
      return text.includes('Task timed out after 1.00 seconds') ? undefined : text;
    },
  };
}

function broken(lambda: LambdaClient): Action {
  return {
    name: 'failed INIT',
    async run() {
      const { text } = await invoke(lambda, 'broken', {});
      return text.includes('INIT fails') ? undefined : text;
    },
  };
}

function changing(lambda: LambdaClient): Action {
  return {
    name: 'invocation of changing code',
    async run() {
      const { text } = await invoke(lambda, 'changing', {});
      return /^"version \d"$/.test(text) ? undefined : text;
    },
  };
}

function change(lambda: LambdaClient, version: number): Action {
  return {
    name: 'code update',
    run: () =>
      excuse(['ResourceConflictException'], async () => {
        const ZipFile = await versionedCode(version);
        await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changing', ZipFile }));
        const Environment = { Variables: { VERSION: String(version) } };
        await lambda.send(
          new UpdateFunctionConfigurationCommand({ FunctionName: 'changing', Environment }),
        );
      }),
  };
}

function limited(lambda: LambdaClient): Action {
  return {
    name: 'invocation at the limit',
    run: () => excuse(['TooManyRequestsException'], () => invoke(lambda, 'limited', { ms: 20 })),
  };
}

function limit(lambda: LambdaClient, share: number): Action {
  const FunctionName = 'limited';
  return {
    name: 'concurrency change',
    run: () =>
      excuse(['ResourceConflictException'], () =>
        share === 5
          ? lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
          : lambda.send(
              new PutFunctionConcurrencyCommand({
                FunctionName,
                ReservedConcurrentExecutions: share,
              }),
            ),
      ),
  };
}

/** @returns what went wrong, unless AWS's error is one of those that may come */
async function excuse(
  names: readonly string[],
  act: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof LambdaServiceException && names.includes(error.name)) return undefined;
    throw error;
  }
}
