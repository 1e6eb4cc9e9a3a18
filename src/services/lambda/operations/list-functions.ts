import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { toListedConfiguration } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import { LATEST, type VersionRecord } from '../function.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { functions, versions } from '../store.ts';

/**
 * In order of name, and of version with `FunctionVersion=ALL`. The marker is the last name of the
 * page before; with all versions, a function's versions are never split between pages.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export const listFunctions = operation('lambda', 'ListFunctions', async (input, context) => {
  if (input.MasterRegion) {
    if (input.FunctionVersion !== 'ALL') {
      throw invalidParameter('MasterRegion requires FunctionVersion to be set to ALL.'); // wording chosen; the rule is documented
    }
    return { Functions: [] }; // it asks for replicas of Lambda@Edge functions, and there are none
  }
  const limit = pageSize(input.MaxItems);
  const after = decodeMarker(input.Marker);
  const rows = await context.store.scan(functions, { limit: limit + 1, ...(after && { after }) });
  const page = toPage(rows, limit);
  const listed: VersionRecord[] = [];
  for (const { value } of page.entries) {
    listed.push(value.latest);
    if (input.FunctionVersion === 'ALL')
      listed.push(...(await published(context, value.latest.name)));
  }
  return {
    Functions: listed.map((each) =>
      // With ALL, every ARN carries its version, as on AWS.
      toListedConfiguration(
        context,
        each,
        input.FunctionVersion === 'ALL' || each.version !== LATEST ? each.version : undefined,
      ),
    ),
    ...(page.marker !== undefined && { NextMarker: page.marker }),
  };
});

async function published(context: Context, name: string): Promise<VersionRecord[]> {
  const rows = await context.store.scan(versions, { prefix: [name] });
  return rows.map((row) => row.value);
}
