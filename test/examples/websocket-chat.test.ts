import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { awsVersions } from '../handbook/aws-versions.ts';
import { type Person, sitDown } from '../handbook/person.ts';

const EXAMPLE = path.join(import.meta.dirname, '../../examples/websocket-chat');
/** The first function of a runtime may have to fetch it; a deployment is a dozen commands. */
const DEPLOY_MS = 180_000;

interface Chatter {
  say(message: object): void;
  next(): Promise<string>;
  leave(): void;
}

/** @param url as the script prints it; its host name need not resolve on this machine */
async function join(url: string, name: string): Promise<Chatter> {
  const { host, pathname, port } = new URL(url);
  const socket = new WebSocket(`ws://127.0.0.1:${port}${pathname}?name=${name}`, {
    headers: { host },
  });
  const unread: string[] = [];
  let tell: (() => void) | undefined;
  socket.on('message', (data: Buffer) => {
    unread.push(data.toString('utf8'));
    tell?.();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return {
    say: (message) => socket.send(JSON.stringify(message)),
    async next() {
      while (unread.length === 0) await new Promise<void>((resolve) => (tell = resolve));
      return unread.shift()!;
    },
    leave: () => socket.close(),
  };
}

/** One of them: the other examples show that both run such scripts, and a story takes its time. */
const versions = (await awsVersions()).filter(({ major }) => major === 2);

describe.each(versions)('the chat, by $name', ({ path: aws }) => {
  let person: Person;
  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  }, DEPLOY_MS);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)(
    'what one says, all hear',
    async () => {
      for (const file of readdirSync(EXAMPLE))
        person.save(file, readFileSync(path.join(EXAMPLE, file), 'utf8'));
      const printed = await person.paste('rm -f function.zip; . ./deploy.sh');
      const url = printed.trim().split('\n').at(-1) ?? '';
      expect(url).toMatch(/^ws:\/\/[a-z0-9]{10}\.execute-api\.localhost:\d+\/prod$/);

      const anna = await join(url, 'anna');
      const ben = await join(url, 'ben');
      anna.say({ action: 'say', text: 'hello' });
      const heard = '{"from":"anna","text":"hello"}';
      expect(await Promise.all([anna.next(), ben.next()])).toEqual([heard, heard]);
      ben.say({ action: 'shout' });
      expect(await ben.next()).toBe('Say something: {"action":"say","text":"hello"}');

      const ids = `aws dynamodb scan --table-name Connections --query 'Items[].connectionId.S' --output text`;
      ben.leave();
      await expect.poll(async () => (await person.paste(ids)).trim().split(/\s+/)).toHaveLength(1);

      const api = new URL(url).host.split('.', 1)[0];
      const post = (id: string): Promise<string> =>
        person.paste(
          `aws apigatewaymanagementapi post-to-connection --connection-id "${id}" --data hi --cli-binary-format raw-in-base64-out --endpoint-url "$AWS_ENDPOINT_URL/_aws/execute-api/${api}/prod"`,
        );
      await post((await person.paste(ids)).trim());
      expect(await anna.next()).toBe('hi');
      await expect(post('AAAAAAAAAAAAAAA=')).rejects.toThrow(/GoneException/);
      anna.leave();
    },
    DEPLOY_MS,
  );
});
