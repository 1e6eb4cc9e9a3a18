import { operation } from '../../define-service.ts';
import { isCompatible, parseOwnLayer, toLayerListItem } from '../layer.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { layerVersions } from '../store.ts';

/** Newest first; a layer that does not exist has none. https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const listLayerVersions = operation(
  'lambda',
  'ListLayerVersions',
  async (input, context) => {
    const layer = parseOwnLayer(context, 'ListLayerVersions', input.LayerName ?? '');
    const after = decodeMarker(input.Marker);
    const all = await context.store.scan(layerVersions, {
      prefix: [layer.name],
      reverse: true,
      ...(after && { after }),
    });
    const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = input;
    const wanted = all.filter(({ value }) => isCompatible(value, runtime, architecture));
    const page = toPage(wanted, pageSize(input.MaxItems));
    return {
      LayerVersions: page.entries.map(({ value }) => toLayerListItem(layer, value)),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
