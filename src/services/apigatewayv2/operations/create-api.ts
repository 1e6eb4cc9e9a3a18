import { operation } from '../../define-service.ts';
import { assertApiMembers, toApi } from '../api.ts';
import { badRequest } from '../errors.ts';
import { makeApi, putNewApi } from '../new-api.ts';
import { quickCreate } from '../quick-create.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi */
export const createApi = operation('apigatewayv2', 'CreateApi', async (input, context) => {
  const { ProtocolType } = input;
  if (ProtocolType !== 'HTTP' && ProtocolType !== 'WEBSOCKET')
    throw badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]');
  assertApiMembers(ProtocolType, { ...input, Name: input.Name ?? '' });
  assertTags(input.Tags);
  if (ProtocolType === 'WEBSOCKET' && !input.RouteSelectionExpression)
    throw badRequest('Route selection expression must be specified for WebSocket APIs');
  if (!input.Target && (input.RouteKey || input.CredentialsArn))
    throw badRequest('RouteKey and CredentialsArn are part of quick create and need a Target.');

  const record = makeApi(context, input);
  const { Target } = input;
  const created = await putNewApi(context, record, (tx) =>
    Target ? quickCreate(tx, context, record, { ...input, Target }) : record,
  );
  return toApi(context, created);
});
