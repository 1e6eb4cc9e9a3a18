import type { FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { Context } from '../../context.ts';
import type { StoreTransaction } from '../../store.ts';
import { invalidParameter, lambdaError, resourceDoesNotExist } from '../errors.ts';
import { type FunctionUrlRecord, LATEST } from '../function.ts';
import { functionArn, type FunctionName, parseFunctionName } from '../function-name.ts';
import { aliases, functions, functionUrls } from '../store.ts';
import { formatFunctionUrl } from './address.ts';

/** @param qualifier as stored: `$LATEST` or an alias */
export function toUrlConfig(
  context: Context,
  name: string,
  qualifier: string,
  record: FunctionUrlRecord,
): FunctionUrlConfig {
  return {
    FunctionUrl: formatFunctionUrl(context.endpoint, record.urlId, context.region),
    FunctionArn: functionArn(context, name, qualifier === LATEST ? undefined : qualifier),
    AuthType: record.authType,
    ...(record.cors && { Cors: record.cors }),
    CreationTime: new Date(record.createdEpochMs).toISOString(),
    LastModifiedTime: new Date(record.modifiedEpochMs).toISOString(),
    InvokeMode: record.invokeMode ?? 'BUFFERED',
  };
}

/** @returns the function, and the qualifier its URL is stored under @throws AwsError for a version number */
export function parseUrlOwner(
  context: Context,
  functionName: string | undefined,
  asked: string | undefined,
): Required<FunctionName> & { qualifier: string } {
  const { name, qualifier = LATEST } = parseFunctionName(context, functionName ?? '', asked);
  if (/^\d+$/.test(qualifier)) {
    // A function URL hangs on the function or an alias, never on a version (wording chosen).
    throw invalidParameter(`Function URLs are not supported for versions: ${qualifier}`);
  }
  return { name, qualifier };
}

/** @throws AwsError ResourceNotFoundException */
export async function getUrl(
  reader: Pick<StoreTransaction, 'get'>,
  name: string,
  qualifier: string,
): Promise<FunctionUrlRecord> {
  const record = await reader.get(functionUrls, [name, qualifier]);
  if (!record) throw resourceDoesNotExist();
  return record;
}

/** @param qualifier as stored @throws AwsError ResourceNotFoundException unless the function and the alias are there */
export async function assertUrlTarget(
  reader: Pick<StoreTransaction, 'get'>,
  name: string,
  qualifier: string,
): Promise<void> {
  const exists =
    (await reader.get(functions, [name])) &&
    (qualifier === LATEST || (await reader.get(aliases, [name, qualifier])));
  if (!exists) throw lambdaError('ResourceNotFoundException', 'Function does not exist');
}

export function urlExists(arn: string): Error {
  return lambdaError(
    'ResourceConflictException',
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
}
