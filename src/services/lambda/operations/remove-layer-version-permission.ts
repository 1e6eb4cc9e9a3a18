import { operation } from '../../define-service.ts';
import { lambdaError, layerVersionNotFound, revisionMismatch } from '../errors.ts';
import { parseOwnLayer } from '../layer.ts';
import { layerVersionArn, parseLayerVersion } from '../layer-name.ts';
import { layerVersions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const removeLayerVersionPermission = operation(
  'lambda',
  'RemoveLayerVersionPermission',
  async (input, context) => {
    const layer = parseLayerVersion(context, input.LayerName ?? '', input.VersionNumber);
    parseOwnLayer(context, 'RemoveLayerVersionPermission', input.LayerName ?? '');
    const key = [layer.name, layer.version];
    const revisionId = context.ids.uuid();
    await context.store.transact([[layerVersions, key]], async (tx) => {
      const record = await tx.get(layerVersions, key);
      if (!record) throw layerVersionNotFound(layerVersionArn(layer));
      const { policy, ...rest } = record;
      if (input.RevisionId !== undefined && input.RevisionId !== policy?.revisionId) {
        throw revisionMismatch('GetLayerPolicy');
      }
      const before = policy?.statements ?? [];
      const statements = before.filter((each) => each.Sid !== input.StatementId);
      if (statements.length === before.length) {
        throw lambdaError(
          'ResourceNotFoundException',
          `Statement ${input.StatementId} is not found in resource policy.`,
        );
      }
      tx.put(layerVersions, key, {
        ...rest,
        ...(statements.length > 0 && { policy: { statements, revisionId } }),
      });
    });
    return {};
  },
);
