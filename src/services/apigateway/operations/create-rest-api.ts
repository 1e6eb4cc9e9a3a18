import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { createRestApi as create, toRestApi } from '../rest-api.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const createRestApi = operation('apigateway', 'CreateRestApi', async (input, context) => {
  const { cloneFrom, ...members } = input;
  if (cloneFrom !== undefined)
    throw notImplemented('apigateway', 'CreateRestApi', 'the setting cloneFrom');
  assertTags(members.tags);
  return toRestApi(await create(context, members));
});
