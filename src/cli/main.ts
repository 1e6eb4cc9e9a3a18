import { parseArgs } from 'node:util';
import { BrumeError } from '../platform/errors.ts';
import { type Command, toParseArgs } from './command.ts';
import { helpFor, overview } from './help.ts';
import { createOutput } from './output/output.ts';
import { VERSION } from '../stack/version.ts';

/** Every verb; loaded only when it is asked for. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  stop: async () => (await import('./commands/stop.ts')).stop,
  status: async () => (await import('./commands/status.ts')).status,
  wait: async () => (await import('./commands/wait.ts')).wait,
  env: async () => (await import('./commands/env.ts')).env,
  setup: async () => (await import('./commands/setup.ts')).setup,
  aws: async () => (await import('./commands/aws.ts')).aws,
  invoke: async () => (await import('./commands/invoke.ts')).invoke,
  tune: async () => (await import('./commands/tune.ts')).tune,
  logs: async () => (await import('./commands/logs.ts')).logs,
  runtimes: async () => (await import('./commands/runtimes.ts')).runtimes,
  reset: async () => (await import('./commands/reset.ts')).reset,
  iam: async () => (await import('./commands/iam.ts')).iam,
  clock: async () => (await import('./commands/clock.ts')).clock,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  trust: async () => (await import('./commands/trust.ts')).trust,
};

/** Exit codes: 0 done, 1 failed, 2 the words were wrong, 3 a confirmation is needed, 130 interrupted. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  ERR_USAGE: 2,
  ERR_UNKNOWN_COMMAND: 2,
  ERR_NEEDS_CONFIRMATION: 3,
  ERR_INTERRUPTED: 130,
};

/** Runs one command and sets the exit code. @param argv words after `brume` */
export async function runCli(argv: readonly string[]): Promise<void> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-V' || first === 'version') return console.log(VERSION);
  if (first === 'help' || first === '--help' || first === '-h')
    return console.log(await overview(commands, rest[0]));
  // `npx brume --port 5000` is `brume start --port 5000`.
  const verb = first === undefined || first.startsWith('-') ? 'start' : first;
  const words = verb === first ? rest : argv;
  const output = createOutput({ json: words.includes('--json') && verb !== 'aws', command: verb });
  try {
    const load = commands[verb];
    if (!load)
      throw new BrumeError('ERR_UNKNOWN_COMMAND', `There is no command "${verb}".`, {
        hint: 'brume help lists them.',
      });
    const command = await load();
    if (!command.passThrough && (words.includes('--help') || words.includes('-h')))
      return console.log(helpFor(verb, command));
    const { flags, positionals } = parse(verb, command, words);
    await command.run({ flags, words: positionals, output, env: process.env });
  } catch (error) {
    output.error(error);
    const code = error instanceof BrumeError ? error.code : '';
    process.exitCode = EXIT_CODES[code] ?? 1;
  }
}

function parse(
  verb: string,
  command: Command,
  words: readonly string[],
): { flags: Record<string, string | boolean | undefined>; positionals: readonly string[] } {
  if (command.passThrough) return { flags: {}, positionals: words };
  const usage = (message: string): BrumeError =>
    new BrumeError('ERR_USAGE', message, {
      hint: `Usage: ${command.usage}. brume ${verb} --help tells more.`,
    });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean' }, ...toParseArgs(command.options) },
      allowPositionals: true,
    });
  } catch (error) {
    throw usage((error as Error).message.split('. ')[0]!);
  }
  const [least, most] = command.positionals;
  if (parsed.positionals.length < least) throw usage('A word is missing.');
  if (parsed.positionals.length > most)
    throw usage(`"${parsed.positionals[most]}" is one word too many.`);
  return {
    flags: parsed.values,
    positionals: parsed.positionals,
  };
}
