#!/usr/bin/env node
// Picks a Node that runs Brume (22.18 or newer) and starts the CLI in it. Plain JavaScript, for any Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/cli/main.js', import.meta.url);
const source = new URL('../src/cli/main.ts', import.meta.url);
// The repository runs from its sources even after a build.
const main = existsSync(fileURLToPath(source)) ? source : built;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  nodeModule.enableCompileCache?.(); // not on every Node that can read this file
  const { runCli } = await import(main.href);
  await runCli(process.argv.slice(2));
} else {
  const node = bundledNode();
  if (!node) {
    console.error(
      `ERROR ERR_NODE_TOO_OLD: Brume needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
        'How to solve this: install a newer Node, or reinstall brume without --omit=optional so that its own comes along.',
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal signals the whole group, so the child already has its Ctrl-C; other senders know this process only.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.on('exit', (code, signal) =>
    signal ? process.kill(process.pid, signal) : process.exit(code ?? 1),
  );
}

/** The Node 24 that came as an optional platform package, if it did. */
function bundledNode() {
  const require = createRequire(import.meta.url);
  const { platform, arch } = process;
  for (const name of [
    `node-${platform === 'win32' ? 'win' : platform}-${arch}`,
    `node-bin-${platform}-${arch}`,
  ]) {
    try {
      return require.resolve(`${name}/bin/node${platform === 'win32' ? '.exe' : ''}`);
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
