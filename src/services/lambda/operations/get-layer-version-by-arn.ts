import { operation } from '../../define-service.ts';
import { getLayerVersion, toLayerVersion } from '../layer.ts';
import { parseLayerVersionArn } from '../layer-name.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const getLayerVersionByArn = operation(
  'lambda',
  'GetLayerVersionByArn',
  async (input, context) => {
    const layer = parseLayerVersionArn(input.Arn ?? '');
    return toLayerVersion(context, layer, await getLayerVersion(context, layer));
  },
);
