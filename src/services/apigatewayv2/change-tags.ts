import type { Context } from '../context.ts';
import { changeApi } from './change-api.ts';
import { notFound } from './errors.ts';
import { apis, stages } from './store.ts';
import { parseTaggedResource } from './tags.ts';

type Tags = Record<string, string>;

/** Changes the tags of an API or a stage. @throws BadRequestException for a malformed ARN, NotFoundException */
export async function changeTags(
  context: Context,
  arn: string | undefined,
  change: (tags: Readonly<Tags>) => Tags,
): Promise<void> {
  const { apiId, stageName } = parseTaggedResource(context, arn);
  await changeApi(context, apiId, async (tx, api) => {
    if (stageName === undefined) {
      tx.put(apis, [apiId], { ...api, Tags: change(api.Tags ?? {}) });
      return;
    }
    const stage = await tx.get(stages, [apiId, stageName]);
    if (!stage) throw notFound('stage');
    tx.put(stages, [apiId, stageName], { ...stage, Tags: change(stage.Tags ?? {}) });
  });
}
