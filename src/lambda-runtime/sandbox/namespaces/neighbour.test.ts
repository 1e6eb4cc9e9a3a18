/** Whatever a function does, the instance next door answers meanwhile and afterwards, and is the same one. */
import { expect, it } from 'vitest';
import { handlerOf, namespacesHere, openSandboxed } from '../../fixtures/namespaces.ts';

const here = await namespacesHere();

it.skipIf(!here).each<[string, string]>([
  [
    'fills its /tmp',
    "attempt(() => { for (let i = 0; ; i++) fs.writeFileSync('/tmp/fill' + i, Buffer.alloc(8 << 20)); });",
  ],
  [
    'loops without end, on every processor',
    "sh('for i in 1 2 3 4; do (while :; do :; done) & done'); for (;;);",
  ],
  ['kills its parent and all that it can', "sh('kill -9 1; kill -9 -1');"],
  [
    'closes its descriptors',
    'for (let fd = 0; fd < 64; fd++) attempt(() => fs.closeSync(fd)); for (;;);',
  ],
  ['floods its output', "spawnSync('/bin/sh', ['-c', 'yes flood'], { stdio: 'inherit' });"],
  [
    'bombards its Runtime API',
    `const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/';
    const forge = (path, method = 'POST') => fetch(base + path, { method }).then((answer) => answer.text()).catch(() => {});
    for (;;) await Promise.all(Array.from({ length: 16 }, () => Promise.all([forge('init/error'), forge('invocation/x/response')])));`,
  ],
])('a function that %s', async (_what, attack) => {
  const { deploy, call, invoke } = await openSandboxed();
  const neighbour = await deploy(
    handlerOf('return globalThis.count = (globalThis.count ?? 0) + 1;'),
    { timeoutMs: 10_000 },
  );
  expect(await call(neighbour)).toBe(1);
  const attacker = await deploy(handlerOf(attack), { timeoutMs: 1500, ephemeralStorageMb: 512 });
  const over = { value: false };
  const attacked = invoke(attacker).finally(() => (over.value = true));
  let count = 1;
  while (!over.value) {
    expect(await call(neighbour)).toBe(++count);
    await new Promise((done) => setImmediate(done));
  }
  await attacked;
  expect(count).toBeGreaterThan(1);
  expect(await call(neighbour)).toBe(++count);
});
