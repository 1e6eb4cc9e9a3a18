/** Whatever its version, the real aws CLI of someone who ran `eval "$(brume env)"` talks to Brume. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../tools/command.ts';
import { awsVersions } from '../handbook/aws-versions.ts';
import { LAUNCHER, withoutAws } from '../handbook/brume-process.ts';
import { type Person, sitDown } from '../handbook/person.ts';

/** Version 1 has host names of its own for these, and region us-east-1 or us-west-2. */
const COMMANDS = [
  ['sqs', 'sqs list-queues'],
  ['sqs', 'sqs list-queues --region us-west-2'],
  ['rds', 'rds describe-db-instances'],
  ['elasticmapreduce', 'emr list-clusters --region us-west-2'],
] as const;

describe.each(await awsVersions())('$name', ({ path: aws }) => {
  let person: Person;
  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  });
  afterAll(() => person?.leave());

  const asked = (): number => person.brume.output().match(/^.* AWS \S+ => \d+/gm)?.length ?? 0;

  it.skipIf(aws === undefined)('asks Brume after eval "$(brume env)"', async () => {
    for (const [service, command] of COMMANDS) {
      const before = asked();
      const answer = await person.paste(`aws ${command}`).catch(String);
      expect(answer).not.toMatch(/Could not connect|InvalidClientTokenId/);
      expect(asked(), `${service}: ${answer}`).toBe(before + 1);
    }
  });

  it.skipIf(aws === undefined)('asks Brume in a script that bash runs', async () => {
    person.save('queues.sh', '#!/bin/bash\naws sqs list-queues\n');
    const before = asked();
    await person.paste('bash queues.sh').catch(String);
    expect(asked()).toBe(before + 1);
  });

  it.skipIf(aws === undefined)('asks Brume by way of `brume aws`', async () => {
    const before = asked();
    const words = [LAUNCHER, 'aws', 'sqs', 'list-queues'];
    await capture(process.execPath, words, {
      env: {
        ...withoutAws(process.env),
        BRUME_PORT: String(person.brume.port),
        PATH: [path.dirname(aws ?? ''), process.env['PATH']].join(path.delimiter),
      },
    });
    expect(asked()).toBe(before + 1);
  });
});
