import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Clock } from '../../../platform/clock.ts';
import type { Ids } from '../../../platform/ids.ts';
import { openAwsDoor } from '../../network/door.ts';
import type { SandboxDriver, SandboxSpec } from '../driver.ts';
import { describeNamespaces } from './describe.ts';
import { findSandboxProgram } from './program-path.ts';
import { NamespaceSandbox } from './sandbox.ts';
import { startSupervisor, type Supervisor } from './supervisor.ts';
import { systemFiles } from './system-files.ts';
import { launchWords } from './words.ts';

export interface NamespacesOptions {
  clock: Clock;
  /** Whether functions share the machine's network. */
  egress: boolean;
  /** The name by which functions call Brume. */
  hostname: () => string;
  /** Leads AWS's names to Brume; absent: they lead to AWS. */
  awsNames?: AwsNames | undefined;
}

export interface AwsNames {
  ids: Ids;
  /** Gets who called one of AWS's names. */
  serve: (connection: Socket) => void;
  /** What is to be found at /etc/ssl/certs; undefined: what the machine has there. */
  trustFolder(): Promise<string | undefined>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Sandboxes of the kernel's own making: docs/adr/0006-sandbox-program.md. One sandbox is made on the spot, so
 * that a driver that was made is one that works.
 * @throws BrumeError ERR_SANDBOX that says why it does not work here
 */
export async function createNamespacesDriver(options: NamespacesOptions): Promise<SandboxDriver> {
  const { clock, egress } = options;
  const [first, trustFolder] = await Promise.all([
    startSupervisor(),
    options.awsNames?.trustFolder(),
  ]);
  let supervisor = first;
  const aws = await findAwsAddress(options, supervisor.mode);
  const awsAddress = 'address' in aws ? aws.address : undefined;
  const system = systemFiles(awsAddress === undefined ? undefined : trustFolder);
  const scratch = new Map<string, number>();
  let lastScratch = 0;
  let restarting: Promise<Supervisor> | undefined;

  const working = async (): Promise<Supervisor> => {
    if (!supervisor.hasEnded) return supervisor;
    restarting ??= startSupervisor().finally(() => (restarting = undefined));
    return (supervisor = await restarting);
  };
  const scratchNumber = (tmpDir: string): number => {
    const known = scratch.get(tmpDir);
    if (known !== undefined) return known;
    scratch.set(tmpDir, ++lastScratch);
    return lastScratch;
  };
  const driver: SandboxDriver = {
    name: 'namespaces',
    mountsOpt: true,
    leadsAwsNames: awsAddress !== undefined,
    async launch(spec) {
      const tmp = scratchNumber(spec.tmpDir);
      const hostname = options.hostname();
      const words = launchWords(spec, { tmp, system, hostname, awsAddress });
      // The files in its /tmp are then its instance's, and found again after a crash.
      const onAssigned = (tmpDir: string): void => {
        scratch.delete(spec.tmpDir);
        scratch.set(tmpDir, tmp);
      };
      const context = { words, tmp, clock, onAssigned };
      return new NamespaceSandbox(await working(), spec, context).launched;
    },
    forget(tmpDir) {
      const tmp = scratch.get(tmpDir);
      scratch.delete(tmpDir);
      if (tmp !== undefined && !supervisor.hasEnded) supervisor.order('drop', tmp);
    },
    describe: () =>
      describeNamespaces(supervisor.mode, supervisor.controllers, {
        egress,
        awsProblem: 'problem' in aws ? aws.problem : undefined,
      }),
    close() {
      if ('close' in aws) aws.close();
      return supervisor.close();
    },
  };
  await tryOut(driver).catch(async (error: unknown) => {
    await driver.close();
    throw error;
  });
  return driver;
}

/** Where AWS's names lead in sandboxes, or why they do not lead to Brume. */
async function findAwsAddress(
  { egress, awsNames }: NamespacesOptions,
  mode: Supervisor['mode'],
): Promise<{ address: string; close?: () => void } | { problem: string }> {
  if (!awsNames) return { problem: 'nobody has asked for it' };
  // Its own network has all ports to itself.
  if (!egress) return { address: LOOPBACK };
  // Sandboxes of ordinary users have no more rights than those, whatever this process may do itself.
  if (mode === 'user' && firstFreePort() > RESOLVER_PORT)
    return { problem: `only root may use ports below ${firstFreePort()}` };
  return openAwsDoor(awsNames.ids, awsNames.serve);
}

const RESOLVER_PORT = 53;

function firstFreePort(): number {
  return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
}

/** The program itself, as a program that does nothing. */
async function tryOut(driver: SandboxDriver): Promise<void> {
  const program = findSandboxProgram() ?? '';
  const spec: SandboxSpec = {
    command: [program, 'true'],
    environment: {},
    taskDir: undefined,
    tmpDir: 'trial',
    runtime: { program, dir: '/var/runtime', needs: undefined },
    channel: false,
    limits: { memoryMb: 128, tmpMb: 1, openFiles: 64 },
  };
  const handle = await driver.launch(spec);
  const problem = await new Promise<Error | undefined>((resolve) => {
    handle.onExit((exit, launchError) =>
      resolve(
        launchError ??
          (exit.code === 0 ? undefined : new Error(`it ended with ${exit.code ?? exit.signal}`)),
      ),
    );
    handle.stdout.resume();
    handle.stderr.resume();
  });
  driver.forget(spec.tmpDir);
  if (problem) throw problem;
}
