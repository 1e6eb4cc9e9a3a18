import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { stages } from '../store.ts';
import { parseTaggedResource } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
export const getTags = operation('apigatewayv2', 'GetTags', async (input, context) => {
  const { apiId, stageName } = parseTaggedResource(context, input.ResourceArn);
  const api = await getApiRecord(context, apiId);
  if (stageName === undefined) return { Tags: api.Tags ?? {} };
  const stage = await context.store.get(stages, [apiId, stageName]);
  if (!stage) throw notFound('stage');
  return { Tags: stage.Tags ?? {} };
});
