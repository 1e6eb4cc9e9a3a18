/** https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
import type { GetLayerVersionResponse, LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { codeUrl } from './code-plane.ts';
import { formatLastModified } from './configuration.ts';
import { resourceDoesNotExist } from './errors.ts';
import type { LayerVersionRecord, PolicyStatement } from './function.ts';
import {
  layerArn,
  type LayerName,
  layerVersionArn,
  type LayerVersionName,
  parseLayerName,
} from './layer-name.ts';
import { layerVersions } from './store.ts';

/** What lists tell of a layer version. */
export function toLayerListItem(
  layer: LayerName,
  record: LayerVersionRecord,
): LayerVersionsListItem {
  return {
    LayerVersionArn: layerVersionArn({ ...layer, version: record.version }),
    Version: record.version,
    Description: record.description,
    CreatedDate: formatLastModified(record.createdEpochMs),
    ...(record.compatibleRuntimes && { CompatibleRuntimes: record.compatibleRuntimes }),
    ...(record.licenseInfo !== undefined && { LicenseInfo: record.licenseInfo }),
    ...(record.compatibleArchitectures && {
      CompatibleArchitectures: record.compatibleArchitectures,
    }),
  };
}

/** The whole of it, with a place to download it from. */
export function toLayerVersion(
  context: Context,
  layer: LayerName,
  record: LayerVersionRecord,
): GetLayerVersionResponse {
  const { code } = record;
  return {
    Content: {
      Location: codeUrl(context.endpoint, code.codeId),
      CodeSha256: code.sha256Base64,
      CodeSize: code.zipSizeBytes,
    },
    LayerArn: layerArn(layer),
    ...toLayerListItem(layer, record),
  };
}

/** A list operation's filters; a version that names no runtimes (architectures) matches none. */
export function isCompatible(
  record: LayerVersionRecord,
  runtime: string | undefined,
  architecture: string | undefined,
): boolean {
  const { compatibleRuntimes: runtimes = [], compatibleArchitectures: architectures = [] } = record;
  return (
    (!runtime || runtimes.some((each) => each === runtime)) &&
    (!architecture || architectures.some((each) => each === architecture))
  );
}

/**
 * A layer version that somebody may use.
 * @throws AwsError ResourceNotFoundException; AccessDeniedException for one of another account whose
 *   policy does not let this one in
 */
export async function getLayerVersion(
  context: Context,
  layer: LayerVersionName,
): Promise<LayerVersionRecord> {
  const record = await findLayerVersion(context, layer);
  if (layer.account !== context.account) assertShared(context, layer, record);
  if (!record) throw resourceDoesNotExist();
  return record;
}

/** Of this or another account; undefined when there is none in this region. */
export async function findLayerVersion(
  context: Context,
  { account, region, name, version }: LayerVersionName,
): Promise<LayerVersionRecord | undefined> {
  if (region !== context.region) return undefined;
  const owner = account === context.account ? context : context.context({ account, region });
  return owner.store.get(layerVersions, [name, version]);
}

/** @throws AwsError AccessDeniedException, also when there is no such version: others are not told */
export function assertShared(
  context: Context,
  layer: LayerVersionName,
  record: LayerVersionRecord | undefined,
): void {
  const statements = record?.policy?.statements ?? [];
  if (!statements.some((each) => admits(each, context.account))) {
    throw notShared(context, 'GetLayerVersion', layerVersionArn(layer));
  }
}

/** Statements for an organization admit nobody: there are no organizations here. */
function admits(
  { Principal: principal, Condition: condition }: PolicyStatement,
  account: string,
): boolean {
  if (condition) return false;
  if (principal === '*') return true;
  return 'AWS' in principal && principal.AWS.split(':')[4] === account;
}

/**
 * The name of a layer that belongs to the caller's account and region, for operations that policies cannot grant.
 * @throws AwsError AccessDeniedException
 */
export function parseOwnLayer(context: Context, operation: string, text: string): LayerName {
  const layer = parseLayerName(context, text);
  if (layer.account === context.account && layer.region === context.region) return layer;
  throw notShared(context, operation, layerArn(layer));
}

function notShared(context: Context, operation: string, arn: string): AwsError {
  const action = `lambda:${operation}`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${context.caller.arn} is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action`,
    { status: 403 },
  );
}
