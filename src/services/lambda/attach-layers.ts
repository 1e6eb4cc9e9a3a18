/** The layers of a function: https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html */
import type { StoredCode } from '../../lambda-runtime/interface.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { invalidParameter } from './errors.ts';
import type { AttachedLayer, LayerVersionRecord } from './function.ts';
import { assertShared, findLayerVersion } from './layer.ts';
import { layerArn, type LayerVersionName, parseLayerVersionArn } from './layer-name.ts';
import { LAYERS_MAX, UNZIPPED_MAX_BYTES } from './limits.ts';

/**
 * The layers that a request names, in its order. Whether a layer says that it suits the function's
 * runtime and architecture is not checked, as on AWS.
 * @returns undefined for an empty list
 * @throws AwsError InvalidParameterValueException, AccessDeniedException
 */
export async function resolveLayers(
  context: Context,
  arns: readonly string[],
): Promise<AttachedLayer[] | undefined> {
  if (arns.length > LAYERS_MAX) {
    throw invalidParameter(`Cannot reference more than ${LAYERS_MAX} layers.`);
  }
  const attached: AttachedLayer[] = [];
  const byName = new Map<string, string>();
  for (const arn of arns) {
    const layer = parseLayerVersionArn(arn);
    const { code } = await getAttachable(context, layer, arn);
    const other = byName.get(layerArn(layer));
    if (other !== undefined) throw sameLayer(other, arn);
    byName.set(layerArn(layer), arn);
    const { codeId, zipSizeBytes, unzippedSizeBytes } = code;
    attached.push({ arn, codeId, zipSizeBytes, unzippedSizeBytes });
  }
  return attached.length > 0 ? attached : undefined;
}

async function getAttachable(
  context: Context,
  layer: LayerVersionName,
  arn: string,
): Promise<LayerVersionRecord> {
  if (layer.account === '') throw noAwsLayers(arn);
  if (layer.region !== context.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${context.region}.`,
    );
  }
  const record = await findLayerVersion(context, layer);
  if (layer.account !== context.account) assertShared(context, layer, record);
  if (!record) throw invalidParameter(`Layer version ${arn} does not exist.`);
  return record;
}

function sameLayer(one: string, other: string): AwsError {
  return invalidParameter(
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${one} and ${other} are versions of the same layer.`,
  );
}

/** `arn:aws:lambda:::awslayer:…` names what only AWS has. */
function noAwsLayers(arn: string): AwsError {
  return new AwsError(
    'NotImplemented',
    `Brume does not have the layers that AWS itself publishes (${arn}). Download it from AWS and publish it here with PublishLayerVersion.`,
    { status: 501 },
  );
}

/** @throws AwsError when code and layers together are over 250 MB */
export function assertCombinedSize(
  code: Pick<StoredCode, 'unzippedSizeBytes'>,
  layers: readonly AttachedLayer[] = [],
): void {
  const layersBytes = layers.reduce((sum, layer) => sum + layer.unzippedSizeBytes, 0);
  if (layersBytes >= UNZIPPED_MAX_BYTES) {
    throw invalidParameter(
      `Layers consume more than the available size of ${UNZIPPED_MAX_BYTES} bytes`,
    );
  }
  const bothBytes = layersBytes + code.unzippedSizeBytes;
  if (bothBytes > UNZIPPED_MAX_BYTES) {
    throw invalidParameter(
      `Function code combined with layers exceeds the maximum allowed size of ${UNZIPPED_MAX_BYTES} bytes. The actual size is ${bothBytes} bytes.`,
    );
  }
}
