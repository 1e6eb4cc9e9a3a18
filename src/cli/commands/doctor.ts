import { access, constants, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lookup } from 'node:dns/promises';
import { findAwsCli } from '../aws-cli.ts';
import { type Call, type Command } from '../command.ts';
import { portOwner } from '../port-owner.ts';
import { describeIsolation } from '../isolation.ts';
import type { MissingPermission } from '../../stack/missing-permissions.ts';
import { ask, endpointOf, endpointOptions, info } from '../running.ts';
import { parseSandbox } from '../../lambda-runtime/sandbox/select.ts';
import { parseSwitch } from '../../stack/environment.ts';
import { DEFAULT_PORT } from '../../stack/options.ts';
import { paint } from '../output/output.ts';

/** One finding: what was looked at, how it is, and how to mend it. */
interface Finding {
  check: string;
  state: 'ok' | 'warning' | 'problem';
  detail: string;
  fix?: string;
}

const MARK = {
  ok: paint('green', 'ok     '),
  warning: paint('yellow', 'warning'),
  problem: paint('red', 'problem'),
};
const LOW_DISK_BYTES = 512 * 2 ** 20;

export const doctor: Command = {
  summary: 'Checks this machine and the running Brume, with a fix for each problem.',
  usage: 'brume doctor [--port PORT]',
  options: endpointOptions,
  positionals: [0, 0],
  async run(call) {
    const findings = [
      node(),
      ...(await Promise.all([
        running(call),
        permissions(call),
        awsCli(call),
        localhostNames(endpointOf(call)),
        stateFolder(),
        isolation(call),
      ])),
    ].flat();
    call.output.data(findings);
    for (const { check, state, detail, fix } of findings) {
      call.output.line(`${MARK[state]}  ${check.padEnd(12)}${detail}`);
      if (fix) call.output.line(`         ${' '.repeat(12)}${fix}`);
    }
    if (findings.some((finding) => finding.state === 'problem')) process.exitCode = 1;
  },
};

function node(): Finding {
  return { check: 'node', state: 'ok', detail: `${process.versions.node} at ${process.execPath}` };
}

async function running(call: Call): Promise<Finding> {
  try {
    const { version, endpoint, pid, state } = await info(call);
    return {
      check: 'brume',
      state: 'ok',
      detail: `${version} answers at ${endpoint} (process ${pid}, state ${state})`,
    };
  } catch {
    const port = Number(new URL(endpointOf(call)).port || DEFAULT_PORT);
    const owner = await portOwner(port);
    if (!owner)
      return {
        check: 'brume',
        state: 'warning',
        detail: `not running at ${endpointOf(call)}`,
        fix: 'brume start',
      };
    return {
      check: 'brume',
      state: 'problem',
      detail: `port ${port} is held by ${owner}`,
      fix: `brume start --port ${port + 1}`,
    };
  }
}

/** What `--iam enforce`, and AWS, would refuse of the APIs that are there. */
async function permissions(call: Call): Promise<Finding[]> {
  const answer = await ask<{ missing: MissingPermission[] }>(
    call,
    'GET',
    '/_brume/iam/missing-permissions',
  ).catch(() => undefined);
  return (answer?.missing ?? []).map(({ api, route, functionArn, sourceArn }) => ({
    check: 'permissions',
    state: 'warning',
    detail: `API ${api}, ${route}: on AWS this answers 500, as ${functionArn} has no permission for it`,
    fix: `aws lambda add-permission --function-name ${functionArn} --statement-id api-${api} --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn '${sourceArn}'`,
  }));
}

async function awsCli(call: Call): Promise<Finding> {
  const cli = await findAwsCli(call.env);
  if (!cli)
    return {
      check: 'aws CLI',
      state: 'warning',
      detail: 'not on PATH',
      fix: 'Install it to use aws commands; SDKs work without it.',
    };
  if (!cli.whyOption) return { check: 'aws CLI', state: 'ok', detail: cli.version };
  return {
    check: 'aws CLI',
    state: 'warning',
    detail: `${cli.version} ${cli.whyOption}`,
    fix: 'Use eval "$(brume env)" or brume aws …: both tell it the endpoint.',
  };
}

async function localhostNames(endpoint: string): Promise<Finding> {
  const name = 'api.execute-api.localhost';
  const address = await lookup(name).catch(() => undefined);
  if (address)
    return { check: 'names', state: 'ok', detail: `${name} resolves to ${address.address}` };
  return {
    check: 'names',
    state: 'warning',
    detail: `${name} does not resolve here (browsers and curl resolve *.localhost themselves)`,
    fix: `Use the path form ${endpoint}/_aws/execute-api/<api>/<stage>/<path>.`,
  };
}

async function stateFolder(): Promise<Finding> {
  const folder = resolve('.brume');
  const existing = await access(folder).then(
    () => folder,
    () => dirname(folder),
  );
  try {
    await access(existing, constants.W_OK);
  } catch {
    return {
      check: 'state',
      state: 'problem',
      detail: `cannot write to ${existing}`,
      fix: 'Start elsewhere, or with --state-dir DIR or --ephemeral.',
    };
  }
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const detail = `${folder}, ${Math.round(free / 2 ** 20)} MB free`;
  if (free < LOW_DISK_BYTES)
    return { check: 'state', state: 'warning', detail, fix: 'Free some disk space.' };
  return { check: 'state', state: 'ok', detail };
}

async function isolation(call: Call): Promise<Finding> {
  const { BRUME_SANDBOX: kind, BRUME_LAMBDA_EGRESS: egress } = call.env;
  const { driver, enforced, notEnforced, whyNot } = await describeIsolation(
    kind === undefined ? 'auto' : parseSandbox(kind),
    egress === undefined || parseSwitch('BRUME_LAMBDA_EGRESS', egress),
  );
  const lacks = notEnforced.length > 0 ? `; not enforced: ${notEnforced.join(', ')}` : '';
  const why = whyNot === undefined ? '' : ` (${whyNot})`;
  const detail = `sandbox driver ${driver}${why}: enforced: ${enforced.join(', ')}${lacks}`;
  if (driver === 'none')
    return {
      check: 'functions',
      state: 'problem',
      detail: `cannot run${why}`,
      fix: 'BRUME_SANDBOX=process runs them as plain processes; then only code you trust.',
    };
  if (driver === 'namespaces')
    return {
      check: 'functions',
      state: notEnforced.includes('memory') ? 'warning' : 'ok',
      detail,
      ...(notEnforced.includes('memory') && {
        fix: 'Memory and CPU limits need cgroups: run as root, or systemd-run --user --scope -p Delegate=yes brume start.',
      }),
    };
  return { check: 'functions', state: 'warning', detail, fix: 'Run only code you trust.' };
}
