/** An external extension beside its function, each in a sandbox. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeZip } from '../../fixtures/deployment.ts';
import { handlerOf, namespacesHere, openSandboxed } from '../../fixtures/namespaces.ts';

const here = await namespacesHere();
const CURL = '/usr/bin/curl';
if (!existsSync(CURL)) process.stderr.write(`SKIPPED: an extension in a sandbox: no ${CURL}\n`);

/** Speaks the Extensions API, and leaves what it sees in /tmp. */
const EXTENSION = `#!/bin/sh
api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
id=$(curl -s -D - -o /dev/null -H 'Lambda-Extension-Name: watcher' -d '{"events":["INVOKE","SHUTDOWN"]}' $api/register |
  tr -d '\r' | sed -n 's/^lambda-extension-identifier: //Ip')
echo "$0 $(cat /var/task/index.js | wc -l) $(ls /proc | grep -c '^[0-9]')" > /tmp/started
while :; do curl -s -H "Lambda-Extension-Identifier: $id" $api/event/next >> /tmp/events; done
`;

it.skipIf(!here || !existsSync(CURL)).each([true, false])(
  'runs, sees what the function sees, and shares its /tmp (egress: %s)',
  async (egress) => {
    const { runtime, deploy, call } = await openSandboxed({ egress });
    const layer = await runtime.storeCode(
      await makeZip({ 'extensions/watcher': EXTENSION, data: 'of the layer' }, 0o100755),
    );
    const fn = await deploy(
      handlerOf(
        `for (;;) { const events = attempt(() => fs.readFileSync('/tmp/events', 'utf8')); if (events.includes('INVOKE')) return { started: fs.readFileSync('/tmp/started', 'utf8').trim(), layer: fs.readFileSync('/opt/data', 'utf8'), pids: fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)) }; await new Promise((done) => setTimeout(done, 10)); }`,
      ),
      { layerIds: [layer.codeId], timeoutMs: 15_000, memoryMb: 1769 },
    );
    const seen = await call<{ started: string; layer: string; pids: string[] }>(fn);
    expect(seen).toMatchObject({ layer: 'of the layer', pids: ['1', '2'] });
    expect(seen.started).toMatch(/^\/opt\/extensions\/watcher 3 \d+$/);
    await runtime.stop();
  },
  30_000,
);
