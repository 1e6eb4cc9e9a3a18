import { operation } from '../../define-service.ts';
import { codeUrl } from '../code-plane.ts';
import { toConfiguration } from '../configuration.ts';
import { parseFunctionName } from '../function-name.ts';
import { getVersion } from '../load.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction = operation('lambda', 'GetFunction', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const { record, version } = await getVersion(context, named);
  const { tags, reservedConcurrency } = record;
  return {
    Configuration: toConfiguration(context, version, named.qualifier),
    Code: { RepositoryType: 'S3', Location: codeUrl(context.endpoint, version.code.codeId) },
    ...(Object.keys(tags).length > 0 && { Tags: tags }),
    ...(reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
    }),
  };
});
