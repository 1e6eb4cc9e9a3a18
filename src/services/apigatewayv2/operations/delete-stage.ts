import { operation } from '../../define-service.ts';
import { domainsOf } from '../../execute-api/domains/change-domain.ts';
import { changeApi } from '../change-api.ts';
import { dropSuperseded } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#DeleteStage */
export const deleteStage = operation('apigatewayv2', 'DeleteStage', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const key: [string, string] = [ApiId, input.StageName ?? ''];
    if (!(await tx.get(stages, key))) throw notFound('stage');
    // AWS's words for an API (observed); those for a stage are taken to follow them.
    if ((await domainsOf(tx, context, ...key)).length > 0)
      throw badRequest(
        `Deleting stage ${key[1]} failed. Please remove all API mappings for the stage from your custom domain names.`,
      );
    tx.delete(stages, key);
    await dropSuperseded(tx, ApiId);
    return {};
  }),
);
