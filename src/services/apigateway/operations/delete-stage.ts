import { operation } from '../../define-service.ts';
import { domainsOf } from '../../execute-api/domains/change-domain.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest, notFoundOf } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const deleteStage = operation('apigateway', 'DeleteStage', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key: [string, string] = [api.id, input.stageName ?? ''];
    if (!(await tx.get(stages, key))) throw notFoundOf('stage');
    const mapped = await domainsOf(tx, context, ...key);
    if (mapped.length > 0)
      throw badRequest(
        `Deleting stage failed. Please remove all base path mappings related to the stage in your domains: ${mapped.join(', ')}`,
      );
    tx.delete(stages, key);
    return {};
  }),
);
