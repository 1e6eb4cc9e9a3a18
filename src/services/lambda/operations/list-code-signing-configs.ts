import { operation } from '../../define-service.ts';
import { toCodeSigningConfig } from '../code-signing.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { codeSigningConfigs } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html */
export const listCodeSigningConfigs = operation(
  'lambda',
  'ListCodeSigningConfigs',
  async (input, context) => {
    const after = decodeMarker(input.Marker);
    const limit = pageSize(input.MaxItems);
    const rows = await context.store.scan(codeSigningConfigs, {
      limit: limit + 1,
      ...(after && { after }),
    });
    const page = toPage(rows, limit);
    return {
      CodeSigningConfigs: page.entries.map(({ value }) => toCodeSigningConfig(context, value)),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
