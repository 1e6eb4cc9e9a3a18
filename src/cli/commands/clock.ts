import { BrumeError } from '../../platform/errors.ts';
import type { Command } from '../command.ts';
import { ask, endpointOptions } from '../running.ts';

interface Answer {
  now: string;
  offsetMs: number;
}

export const clock: Command = {
  summary: 'Shows or advances virtual time: schedules, retries, TTLs follow.',
  usage: 'brume clock [advance 2h]',
  options: endpointOptions,
  positionals: [0, 2],
  async run(call) {
    const [verb, amount] = call.words;
    if (verb !== undefined && (verb !== 'advance' || amount === undefined))
      throw new BrumeError(
        'ERR_USAGE',
        `"${call.words.join(' ')}" is not something the clock does.`,
        {
          hint: 'brume clock shows the time; brume clock advance 2h moves it.',
        },
      );
    const answer =
      verb === undefined
        ? await ask<Answer>(call, 'GET', '/_brume/clock')
        : await ask<Answer>(call, 'POST', '/_brume/clock', { advance: amount });
    call.output.data(answer);
    call.output.line(
      `It is ${answer.now} (${Math.round(answer.offsetMs / 1000)} s ahead of the wall clock).`,
    );
  },
};
