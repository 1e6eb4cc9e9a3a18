import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { BrumeError } from '../../platform/errors.ts';
import { request } from '../call-api.ts';
import { type Call, type Command, text } from '../command.ts';
import { endpointOptions } from '../running.ts';

export const invoke: Command = {
  summary: 'Invokes a function and prints its answer.',
  usage: 'brume invoke FUNCTION [-e event.json|-] [--tail]',
  options: {
    ...endpointOptions,
    event: {
      type: 'string',
      short: 'e',
      value: 'FILE',
      help: 'The event: a JSON file, - for stdin, or JSON itself (default {}).',
    },
    qualifier: { type: 'string', value: 'NAME', help: 'Version or alias.' },
    tail: { type: 'boolean', short: 't', help: 'Show the last 4 KB of the log, too.' },
    async: { type: 'boolean', help: 'Queue the event (InvocationType Event) and do not wait.' },
  },
  positionals: [1, 1],
  async run(call) {
    const [name] = call.words;
    const qualifier = text(call, 'qualifier');
    const query = qualifier ? `?Qualifier=${encodeURIComponent(qualifier)}` : '';
    const response = await request(
      call,
      `/2015-03-31/functions/${encodeURIComponent(name!)}/invocations${query}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-amz-invocation-type': call.flags['async'] ? 'Event' : 'RequestResponse',
          ...(call.flags['tail'] && !call.flags['async'] && { 'x-amz-log-type': 'Tail' }),
        },
        body: await readEvent(call),
      },
    );
    const payload = await response.text();
    const log = response.headers.get('x-amz-log-result');
    const functionError = response.headers.get('x-amz-function-error');
    if (log) call.output.note(Buffer.from(log, 'base64').toString('utf8').trimEnd());
    call.output.data({ statusCode: response.status, functionError, payload: parse(payload) });
    if (payload) call.output.line(payload);
    if (functionError) process.exitCode = 1;
  },
};

async function readEvent(call: Call): Promise<string> {
  const event = text(call, 'event');
  if (event === undefined) return '{}';
  if (event === '-') return readAll(process.stdin);
  if (/^\s*[[{"]/.test(event)) return event;
  try {
    return await readFile(event, 'utf8');
  } catch (cause) {
    throw new BrumeError(
      'ERR_NO_EVENT_FILE',
      `Cannot read the event from ${event} (${(cause as NodeJS.ErrnoException).code}).`,
      {
        hint: 'Give a JSON file, - for stdin, or the JSON itself in quotes.',
        cause,
      },
    );
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
