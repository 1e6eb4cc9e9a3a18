import { operation } from '../../define-service.ts';
import { lambdaError, layerVersionNotFound } from '../errors.ts';
import { parseOwnLayer } from '../layer.ts';
import { layerVersionArn, parseLayerVersion } from '../layer-name.ts';
import { toPolicyText } from '../policy.ts';
import { layerVersions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const getLayerVersionPolicy = operation(
  'lambda',
  'GetLayerVersionPolicy',
  async (input, context) => {
    const layer = parseLayerVersion(context, input.LayerName ?? '', input.VersionNumber);
    parseOwnLayer(context, 'GetLayerVersionPolicy', input.LayerName ?? '');
    const record = await context.store.get(layerVersions, [layer.name, layer.version]);
    if (!record) throw layerVersionNotFound(layerVersionArn(layer));
    if (!record.policy) {
      throw lambdaError(
        'ResourceNotFoundException',
        'No policy is associated with the given resource.',
      );
    }
    return { Policy: toPolicyText(record.policy), RevisionId: record.policy.revisionId };
  },
);
