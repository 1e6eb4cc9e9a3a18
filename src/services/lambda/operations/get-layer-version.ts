import { operation } from '../../define-service.ts';
import { getLayerVersion as find, toLayerVersion } from '../layer.ts';
import { parseLayerVersion } from '../layer-name.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const getLayerVersion = operation('lambda', 'GetLayerVersion', async (input, context) => {
  const layer = parseLayerVersion(context, input.LayerName ?? '', input.VersionNumber);
  return toLayerVersion(context, layer, await find(context, layer));
});
