/** Layers are named by name or ARN; their versions by ARN with a number. */
import { formatArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import { invalidParameter } from './errors.ts';

const LAYER_ARN = /^arn:[^:]+:lambda:([^:]*):([^:]*):(?:layer|awslayer):([^:]+)(?::(\d+))?$/;

/** A layer, perhaps of another account. */
export interface LayerName {
  account: string;
  region: string;
  name: string;
}

export interface LayerVersionName extends LayerName {
  version: number;
}

type Scope = Pick<Context, 'account' | 'region'>;

/** @param text the `LayerName` of a request, name or ARN; the model's pattern has let nothing else through */
export function parseLayerName(scope: Scope, text: string): LayerName {
  const [, region, account, name] = LAYER_ARN.exec(text) ?? [];
  return name === undefined
    ? { account: scope.account, region: scope.region, name: text }
    : { account: account ?? '', region: region ?? '', name };
}

/** @throws AwsError InvalidParameterValueException for a number below 1 */
export function parseLayerVersion(
  scope: Scope,
  text: string,
  version: number | undefined,
): LayerVersionName {
  if (version === undefined || version < 1) {
    throw invalidParameter('Layer Version Cannot be less than 1');
  }
  return { ...parseLayerName(scope, text), version };
}

/** @param arn of a layer version; the model's pattern has let nothing else through */
export function parseLayerVersionArn(arn: string): LayerVersionName {
  const [, region = '', account = '', name = '', version] = LAYER_ARN.exec(arn) ?? [];
  return { account, region, name, version: Number(version) };
}

/** `arn:aws:lambda:us-east-1:123456789012:layer:name` */
export function layerArn({ account, region, name }: LayerName): string {
  return formatArn({ service: 'lambda', region, account, resource: `layer:${name}` });
}

/** `arn:aws:lambda:us-east-1:123456789012:layer:name:1` */
export function layerVersionArn(layer: LayerVersionName): string {
  return `${layerArn(layer)}:${layer.version}`;
}
