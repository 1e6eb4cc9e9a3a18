import { operation } from '../../define-service.ts';
import { fetchCode } from '../code-from-s3.ts';
import { storeCode } from '../code.ts';
import type { LayerVersionRecord } from '../function.ts';
import { parseOwnLayer, toLayerVersion } from '../layer.ts';
import { lambdaState } from '../state.ts';
import { layers, layerVersions } from '../store.ts';

/** Numbers go up even when versions were deleted. https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const publishLayerVersion = operation(
  'lambda',
  'PublishLayerVersion',
  async (input, context) => {
    const layer = parseOwnLayer(context, 'PublishLayerVersion', input.LayerName ?? '');
    const { runtime } = lambdaState(context);
    const code = await storeCode(
      runtime,
      await fetchCode(context, input.Content ?? {}),
      'PublishLayerVersion',
    );
    const draft: Omit<LayerVersionRecord, 'version'> = {
      name: layer.name,
      description: input.Description ?? '',
      ...(input.LicenseInfo !== undefined && { licenseInfo: input.LicenseInfo }),
      ...(input.CompatibleRuntimes && { compatibleRuntimes: input.CompatibleRuntimes }),
      ...(input.CompatibleArchitectures && {
        compatibleArchitectures: input.CompatibleArchitectures,
      }),
      code,
      createdEpochMs: context.clock.now(),
    };
    const record = await context.store.transact([[layers, [layer.name]]], async (tx) => {
      const { lastVersion = 0 } = (await tx.get(layers, [layer.name])) ?? {};
      const version = lastVersion + 1;
      tx.put(layers, [layer.name], { lastVersion: version });
      tx.put(layerVersions, [layer.name, version], { ...draft, version });
      return { ...draft, version };
    });
    return toLayerVersion(context, layer, record);
  },
);
