/**
 * What an invocation needs to know of a function, kept in memory: a warm invocation reads nothing
 * from disk (design law 5). Every write to a function makes the catalog forget it.
 */
import type { FunctionVersion, LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { Bus } from '../../engine/interface.ts';
import type { Context } from '../context.ts';
import { folderOfCode } from '../../lambda-runtime/code-in-place.ts';
import type { ConcurrencyShares } from './concurrency-shares.ts';
import { functionNotFound, lambdaError } from './errors.ts';
import { type FunctionRecord, LATEST, type VersionRecord } from './function.ts';
import { functionArn, isVersion, parseFunctionName } from './function-name.ts';
import { createHotReload } from './hot-reload.ts';
import type { Readiness } from './readiness.ts';
import { aliases, versions } from './store.ts';

/** A named function, version or alias, ready to be invoked. */
export interface Invocable {
  readonly name: string;
  /** `$LATEST`, a number or an alias: what asynchronous settings are filed under. */
  readonly qualifier: string;
  /** With the qualifier the caller named. */
  readonly invokedArn: string;
  readonly version: FunctionVersion;
  /** A queue or topic for asynchronous events that are given up. */
  readonly deadLetterArn: string | undefined;
  /** It may run in circles, through itself or others. */
  readonly mayLoop: boolean;
  /** Further versions an alias sends a share of its traffic to. */
  readonly shares: readonly { weight: number; version: FunctionVersion }[];
}

interface Scope {
  account: string;
  region: string;
}

export interface Catalog {
  /** What is in memory of it; undefined says nothing about whether it exists. */
  known(scope: Scope, functionName: string, qualifier?: string): Invocable | undefined;
  /**
   * Waits for a function that is Pending or being updated.
   * @throws AwsError ResourceNotFoundException, ResourceConflictException when it failed to be created
   */
  find(context: Context, functionName: string, qualifier?: string): Promise<Invocable>;
  /** Call after every committed write. @param retired pools that nothing leads to any more */
  forget(scope: Scope, name: string, retired?: readonly string[]): void;
  clear(): void;
  stop(): void;
}

/** More entries than this are only made by someone who tries names out; then all are dropped. */
const MAX_ENTRIES = 10_000;
const CHANGED = 'lambda.function.changed';

interface CatalogParts {
  runtime: Pick<LambdaRuntime, 'retire'>;
  bus: Bus;
  readiness: Readiness;
  shares: Pick<ConcurrencyShares, 'ensure'>;
}

export function createCatalog({ runtime, bus, readiness, shares }: CatalogParts): Catalog {
  const entries = new Map<string, { owner: string; invocable: Invocable }>();
  const hotReload = createHotReload(runtime);
  let generation = 0;

  const drop = (owner: string): void => {
    generation++;
    for (const [key, entry] of entries) if (entry.owner === owner) entries.delete(key);
  };
  const unsubscribe = bus.subscribe(CHANGED, (_subject, data) =>
    drop(Buffer.from(data).toString()),
  );

  return {
    known: (scope, functionName, qualifier) =>
      entries.get(keyOf(scope, functionName, qualifier))?.invocable,
    async find(context, functionName, qualifier) {
      const key = keyOf(context, functionName, qualifier);
      const known = entries.get(key);
      if (known) return known.invocable;
      const asOf = generation;
      await shares.ensure(context);
      const invocable = await load(context, readiness, functionName, qualifier);
      // Such code may have changed by the next invocation, so this is not kept.
      if (folderOfCode(invocable.version.codeId) !== undefined)
        return { ...invocable, version: await hotReload.current(invocable.version) };
      // A write in the meantime may have made this one stale.
      if (asOf === generation) {
        if (entries.size >= MAX_ENTRIES) entries.clear();
        entries.set(key, { owner: ownerOf(context, invocable.name), invocable });
      }
      return invocable;
    },
    forget(scope, name, retired = []) {
      const owner = ownerOf(scope, name);
      drop(owner);
      bus.publish(CHANGED, Buffer.from(owner));
      for (const configId of retired) {
        runtime.retire(configId);
        hotReload.retire(configId);
      }
    },
    clear() {
      generation++;
      entries.clear();
      hotReload.clear();
    },
    stop: unsubscribe,
  };
}

function keyOf(scope: Scope, functionName: string, qualifier = ''): string {
  return `${scope.account}/${scope.region}/${functionName}/${qualifier}`;
}

function ownerOf(scope: Scope, name: string): string {
  return `${scope.account}/${scope.region}/${name}`;
}

async function load(
  context: Context,
  readiness: Readiness,
  functionName: string,
  asked: string | undefined,
): Promise<Invocable> {
  const { name, qualifier } = parseFunctionName(context, functionName, asked);
  const invokedArn = functionArn(context, name, qualifier);
  const record = await readiness.settled(context, name);
  if (!record) throw functionNotFound(invokedArn);
  const invocable = (version: VersionRecord): Invocable => ({
    name,
    qualifier: qualifier ?? LATEST,
    invokedArn,
    version: toFunctionVersion(context, record, version),
    deadLetterArn: version.settings.deadLetterArn,
    mayLoop: record.recursiveLoop === 'Allow',
    shares: [],
  });
  if (qualifier === undefined || qualifier === LATEST)
    return invocable(assertUsable(record.latest));
  if (isVersion(qualifier))
    return invocable(await getVersion(context, name, qualifier, invokedArn));
  const alias = await context.store.get(aliases, [name, qualifier]);
  if (!alias) throw functionNotFound(invokedArn);
  const shares = await Promise.all(
    Object.entries(alias.weights ?? {}).map(async ([number, weight]) => ({
      weight,
      version: toFunctionVersion(
        context,
        record,
        await getVersion(context, name, number, invokedArn),
      ),
    })),
  );
  const target =
    alias.version === LATEST
      ? assertUsable(record.latest)
      : await getVersion(context, name, alias.version, invokedArn);
  return { ...invocable(target), shares };
}

async function getVersion(
  context: Context,
  name: string,
  number: string,
  arn: string,
): Promise<VersionRecord> {
  const version = await context.store.get(versions, [name, Number(number)]);
  if (!version) throw functionNotFound(arn);
  return version;
}

function assertUsable(version: VersionRecord): VersionRecord {
  if (version.state !== 'Failed') return version;
  throw lambdaError(
    'ResourceConflictException',
    `The operation cannot be performed at this time. The function is currently in the following state: Failed. ${version.stateReason ?? ''}`.trim(),
  );
}

/** @returns all that running this version depends on */
export function toFunctionVersion(
  scope: Scope,
  record: Pick<FunctionRecord, 'reservedConcurrency'>,
  version: VersionRecord,
): FunctionVersion {
  const { settings } = version;
  return {
    configId: version.configId,
    account: scope.account,
    region: scope.region,
    name: version.name,
    version: version.version,
    arn: functionArn(scope, version.name),
    runtime: settings.runtime,
    handler: settings.handler,
    roleArn: settings.role,
    architecture: settings.architecture,
    memoryMb: settings.memoryMb,
    timeoutMs: settings.timeoutSeconds * 1000,
    ephemeralStorageMb: settings.ephemeralStorageMb,
    environment: settings.environment ?? {},
    codeId: version.code.codeId,
    layerIds: (settings.layers ?? []).map((layer) => layer.codeId),
    logGroup: settings.logGroup,
    reservedConcurrency: record.reservedConcurrency,
    ...(settings.jsonLogs && {
      logFormat: 'JSON',
      systemLogLevel: settings.jsonLogs.systemLevel,
      applicationLogLevel: settings.jsonLogs.applicationLevel,
    }),
    isPerTenant: settings.tenantIsolation !== undefined,
    tracingMode: settings.tracingMode,
  };
}
