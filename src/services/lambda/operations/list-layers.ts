import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { LayerVersionRecord } from '../function.ts';
import { isCompatible, toLayerListItem } from '../layer.ts';
import { layerArn } from '../layer-name.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { layers, layerVersions } from '../store.ts';

/**
 * In order of name, each with its newest version that matches; layers without one are left out.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html
 */
export const listLayers = operation('lambda', 'ListLayers', async (input, context) => {
  const after = decodeMarker(input.Marker);
  const limit = pageSize(input.MaxItems);
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = input;
  const found: { key: string[]; value: LayerVersionRecord }[] = [];
  for (const { key } of await context.store.scan(layers, after && { after })) {
    const name = String(key[0]);
    const value = (await newestFirst(context, name)).find((each) =>
      isCompatible(each, runtime, architecture),
    );
    if (value) found.push({ key: [name], value });
    if (found.length > limit) break;
  }
  const page = toPage(found, limit);
  return {
    Layers: page.entries.map(({ value }) => {
      const layer = { account: context.account, region: context.region, name: value.name };
      return {
        LayerName: value.name,
        LayerArn: layerArn(layer),
        LatestMatchingVersion: toLayerListItem(layer, value),
      };
    }),
    ...(page.marker !== undefined && { NextMarker: page.marker }),
  };
});

async function newestFirst(context: Context, name: string): Promise<LayerVersionRecord[]> {
  const rows = await context.store.scan(layerVersions, { prefix: [name], reverse: true });
  return rows.map((row) => row.value);
}
