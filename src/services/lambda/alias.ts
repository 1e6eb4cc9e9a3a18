/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html */
import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { functionNotFound, invalidParameter, lambdaError } from './errors.ts';
import { type AliasRecord, LATEST } from './function.ts';
import { functionArn } from './function-name.ts';
import { aliases, functions, versions } from './store.ts';

export function toAliasConfiguration(
  context: Context,
  name: string,
  alias: AliasRecord,
): AliasConfiguration {
  return {
    AliasArn: functionArn(context, name, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(alias.weights && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revisionId,
  };
}

/** @throws AwsError ResourceNotFoundException */
export async function getAlias(
  context: Context,
  reader: Pick<StoreTransaction, 'get'>,
  name: string,
  alias: string,
): Promise<AliasRecord> {
  const record = await reader.get(aliases, [name, alias]);
  if (record) return record;
  const arn = functionArn(context, name, alias);
  throw lambdaError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`);
}

/**
 * Checks what an alias leads to: the versions exist, and weighted routing is between two numbered ones.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export async function assertTargets(
  context: Context,
  reader: Pick<StoreTransaction, 'get'>,
  name: string,
  { version, weights }: Pick<AliasRecord, 'version' | 'weights'>,
): Promise<void> {
  const further = Object.keys(weights ?? {});
  if (further.length > 0 && version === LATEST) {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (further.length > 1) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (further.includes(version)) {
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  for (const each of [version, ...further]) {
    const found =
      each === LATEST
        ? await reader.get(functions, [name])
        : /^\d+$/.test(each) && (await reader.get(versions, [name, Number(each)]));
    if (!found) throw functionNotFound(functionArn(context, name, each));
  }
}

/** An empty configuration takes the weights away. */
export function toWeights(
  routing: AliasRoutingConfiguration | undefined,
): Record<string, number> | undefined {
  const weights = routing?.AdditionalVersionWeights;
  return weights && Object.keys(weights).length > 0 ? weights : undefined;
}
