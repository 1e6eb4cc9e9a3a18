import { operation } from '../../define-service.ts';
import { readShares } from '../concurrency-shares.ts';
import { CODE_STORAGE_MAX_BYTES, UNZIPPED_MAX_BYTES, ZIP_MAX_BYTES } from '../limits.ts';
import { functions, layerVersions, versions } from '../store.ts';

/** Usage counts the code of published versions and layers too, as on AWS. https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings = operation(
  'lambda',
  'GetAccountSettings',
  async (_input, context) => {
    const all = (await context.store.scan(functions)).map((row) => row.value);
    const published = (await context.store.scan(versions)).map((row) => row.value);
    const { unreserved } = await readShares(context, context.store);
    const layers = (await context.store.scan(layerVersions)).map((row) => row.value);
    const sizes = [...all.map((each) => each.latest), ...published, ...layers].map(
      (each) => each.code.zipSizeBytes,
    );
    return {
      AccountLimit: {
        TotalCodeSize: CODE_STORAGE_MAX_BYTES,
        CodeSizeUnzipped: UNZIPPED_MAX_BYTES,
        CodeSizeZipped: ZIP_MAX_BYTES,
        ConcurrentExecutions: context.settings.lambdaConcurrency,
        UnreservedConcurrentExecutions: unreserved,
      },
      AccountUsage: {
        TotalCodeSize: sizes.reduce((sum, each) => sum + each, 0),
        FunctionCount: all.length,
      },
    };
  },
);
