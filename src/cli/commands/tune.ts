import { readFile } from 'node:fs/promises';
import { BrumeError } from '../../platform/errors.ts';
import { type Call, type Command, text } from '../command.ts';
import { endpointOptions } from '../running.ts';
import { interruptibly } from '../tune/interruption.ts';
import { measure } from '../tune/measure.ts';
import {
  type SizeFigures,
  STRATEGIES,
  type Strategy,
  toPowerTuning,
} from '../tune/power-tuning.ts';
import { reportLines } from '../tune/report.ts';
import { withSizedVersions } from '../tune/sized-versions.ts';
import { warnings } from '../tune/warnings.ts';

/** As the power-tuning state machine has it. */
const DEFAULT_SIZES = '128,256,512,1024,1536,3008';
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY = { least: 128, most: 10_240 };
/** A chart has a letter for each. */
const MOST_SIZES = 26;
const MOST_INVOCATIONS = 1000;

export const tune: Command = {
  summary: 'Measures a function at several memory sizes: cost against duration.',
  usage: 'brume tune FUNCTION [--memory 128,256,512] [--payload JSON] [options]',
  options: {
    ...endpointOptions,
    memory: { type: 'string', value: 'MB,MB,…', help: `Sizes to try (${DEFAULT_SIZES}).` },
    payload: { type: 'string', value: 'JSON', help: 'The event of every invocation ({}).' },
    'payload-file': { type: 'string', value: 'FILE', help: 'The same from a file.' },
    invocations: { type: 'string', short: 'n', value: 'N', help: 'Invocations per size (10).' },
    parallel: {
      type: 'boolean',
      help: 'Invocations of one size all at once, where this machine has the processors.',
    },
    strategy: { type: 'string', value: 'NAME', help: `${STRATEGIES.join(', ')} (cost).` },
    'balanced-weight': {
      type: 'string',
      value: 'W',
      help: 'For balanced: 0 is speed, 1 is cost (0.5).',
    },
    output: { type: 'string', short: 'o', value: 'json', help: "The state machine's JSON." },
  },
  positionals: [1, 1],
  async run(call) {
    const plan = await planOf(call);
    const { name, sizes, strategy, balancedWeight } = plan;
    for (const warning of await warnings(call, plan)) call.output.note(`WARNING: ${warning}`);
    const figures = await interruptibly((signal) =>
      withSizedVersions(call, { name, sizes, signal }, async (versions) => {
        const measured: SizeFigures[] = [];
        for (const version of versions) {
          const each = await measure(call, { ...plan, signal }, version);
          call.output.note(`${each.memoryMb} MB: ${each.averageMs.toFixed(1)} ms`);
          measured.push(each);
        }
        return measured;
      }),
    );
    const result = toPowerTuning(figures, strategy, balancedWeight);
    call.output.data(result);
    if (text(call, 'output') === 'json') call.output.line(JSON.stringify(result, null, 2));
    else for (const line of reportLines(figures, result, strategy)) call.output.line(line);
  },
};

interface TunePlan {
  name: string;
  sizes: readonly number[];
  payload: string;
  invocations: number;
  parallel: boolean;
  strategy: Strategy;
  balancedWeight: number;
}

async function planOf(call: Call): Promise<TunePlan> {
  const [name = ''] = call.words;
  // `f:1`, `123456789012:function:f:1` and `arn:…:f:1` have a qualifier; one word less has none.
  if (name.split(':').length % 2 === 0)
    throw usage(`"${name}" names a version or an alias.`, 'Sizes are tried with $LATEST.');
  const output = text(call, 'output') ?? 'json';
  if (output !== 'json') throw usage(`There is no output "${output}".`, 'Use --output json.');
  const strategy = STRATEGIES.find((each) => each === (text(call, 'strategy') ?? 'cost'));
  if (!strategy)
    throw usage(
      `There is no strategy "${text(call, 'strategy')}".`,
      `Use one of ${STRATEGIES.join(', ')}.`,
    );
  if (text(call, 'balanced-weight') !== undefined && strategy !== 'balanced')
    throw usage('--balanced-weight has no meaning without --strategy balanced.', 'Add it.');
  return {
    name,
    sizes: sizesOf(text(call, 'memory') ?? DEFAULT_SIZES),
    payload: await payloadOf(call),
    invocations: integer('--invocations', text(call, 'invocations') ?? '10', {
      least: 1,
      most: MOST_INVOCATIONS,
    }),
    parallel: call.flags['parallel'] === true,
    strategy,
    balancedWeight: weightOf(text(call, 'balanced-weight') ?? '0.5'),
  };
}

function sizesOf(list: string): number[] {
  const sizes = list.split(',').map((each) => integer('--memory', each.trim(), MEMORY));
  const distinct = [...new Set(sizes)].sort((a, b) => a - b);
  if (distinct.length > MOST_SIZES)
    throw usage(`${distinct.length} sizes are too many.`, `Give at most ${MOST_SIZES}.`);
  return distinct;
}

function integer(
  option: string,
  value: string,
  { least, most }: { least: number; most: number },
): number {
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most)
    return Number(value);
  throw usage(`${option} got "${value}".`, `It takes whole numbers from ${least} to ${most}.`);
}

function weightOf(value: string): number {
  if (/^(?:0|0?\.\d+|1(?:\.0*)?)$/.test(value)) return Number(value);
  throw usage(`--balanced-weight got "${value}".`, 'It takes a number from 0 to 1.');
}

async function payloadOf(call: Call): Promise<string> {
  const given = text(call, 'payload');
  const file = text(call, 'payload-file');
  if (given !== undefined && file !== undefined)
    throw usage('--payload and --payload-file are two payloads.', 'Give one of them.');
  const payload = file === undefined ? (given ?? '{}') : await readPayload(file);
  try {
    JSON.parse(payload);
  } catch (error) {
    throw usage(
      `The payload is not JSON: ${(error as Error).message}.`,
      `For example --payload '{"name":"John"}'.`,
    );
  }
  return payload;
}

async function readPayload(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new BrumeError('ERR_NO_EVENT_FILE', `Cannot read the payload from ${file} (${code}).`, {
      hint: 'Give a JSON file.',
      cause,
    });
  }
}

function usage(message: string, hint: string): BrumeError {
  return new BrumeError('ERR_USAGE', message, { hint });
}
