import type { Command } from './command.ts';

type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** The list of verbs, or the help of one. */
export async function overview(commands: Commands, verb?: string): Promise<string> {
  const one = verb === undefined ? undefined : commands[verb];
  if (one) return helpFor(verb!, await one());
  const lines = await Promise.all(
    Object.entries(commands).map(
      async ([name, load]) => `  ${name.padEnd(10)}${(await load()).summary}`,
    ),
  );
  return [
    'Brume: AWS Lambda, API Gateway and the services around them, on your own machine.',
    '',
    'Usage: brume [COMMAND] [options]     without a command: start',
    '',
    ...lines,
    '',
    'brume COMMAND --help tells the options of one. --json makes every answer JSON.',
  ].join('\n');
}

export function helpFor(verb: string, command: Command): string {
  const rows = Object.entries(command.options).map(([name, { short, value, help }]) => {
    const flag = `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
    return `  ${flag.padEnd(30)}${help}`;
  });
  return [
    `brume ${verb}: ${command.summary}`,
    '',
    `Usage: ${command.usage}`,
    ...(rows.length > 0 ? ['', ...rows] : []),
  ].join('\n');
}
