import { operation } from '../../define-service.ts';
import { parseOwnLayer } from '../layer.ts';
import { parseLayerVersion } from '../layer-name.ts';
import { layerVersions } from '../store.ts';

/**
 * Functions that use the version go on working. Deleting one that is not there succeeds, as on AWS.
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html
 */
export const deleteLayerVersion = operation(
  'lambda',
  'DeleteLayerVersion',
  async (input, context) => {
    const { version } = parseLayerVersion(context, input.LayerName ?? '', input.VersionNumber);
    const { name } = parseOwnLayer(context, 'DeleteLayerVersion', input.LayerName ?? '');
    await context.store.delete(layerVersions, [name, version]);
    return {};
  },
);
