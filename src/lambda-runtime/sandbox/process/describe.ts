import type { SandboxRule } from '../driver.ts';

/** What the process driver holds user code to on this machine, for `brume doctor` and the README. */
export function describeProcessDriver(tools: {
  hasShell: boolean;
  hasSetpriv: boolean;
}): readonly SandboxRule[] {
  return [
    rule('own process tree', true, 'one process group per instance, killed as a whole'),
    rule('clean environment', true, "nothing of Brume's own environment is passed on"),
    rule('own scratch folder', true, 'TMPDIR, TMP and TEMP name it; removed with the instance'),
    rule('one request at a time', true, 'the next event is sent after the answer'),
    rule('time limit', true, 'the tree is killed when the timeout has passed'),
    rule('open files (1024), no core dumps', tools.hasShell, 'ulimit'),
    rule('no new privileges', tools.hasSetpriv, 'setpriv --no-new-privs'),
    rule('ends when Brume dies', tools.hasSetpriv, 'setpriv --pdeathsig; else at its next read'),
    rule('memory', false, "only the V8 heap of Node.js functions is limited; the rest is not"),
    rule('CPU share', false, 'a function may use every core'),
    rule('file system', false, '/tmp is the machine’s; code is not mounted at /var/task, nor read-only'),
    rule('scratch size', false, 'EphemeralStorage is not measured'),
    rule('processes', false, 'the 1024 process limit is not set; one that leaves its group survives'),
    rule('network', false, 'functions share the network of this machine'),
  ];
}

function rule(name: string, enforced: boolean, detail: string): SandboxRule {
  return { rule: name, enforced, detail };
}
