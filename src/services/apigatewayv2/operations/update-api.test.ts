import {
  GetApiCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const update = (ApiId: string, input: object) =>
  client.send(new UpdateApiCommand({ ApiId, ...input }));

it('changes what is given and keeps the rest', async () => {
  const { ApiId } = await createApi({ Description: 'before', Version: 'v1' });
  const updated = await update(ApiId, {
    Description: 'after',
    CorsConfiguration: { AllowOrigins: ['*'] },
  });
  expect(updated).toMatchObject({
    Description: 'after',
    Version: 'v1',
    CorsConfiguration: { AllowOrigins: ['*'] },
  });
  expect(await client.send(new GetApiCommand({ ApiId }))).toMatchObject({
    Description: 'after',
    Name: 'test',
  });
});

it('changes the target and the route of quick create', async () => {
  const { ApiId } = await createApi({ Target: FUNCTION_ARN });
  await update(ApiId, { Target: `${FUNCTION_ARN}:live`, RouteKey: 'ANY /{proxy+}' });
  const { Items: integrations } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: routes } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(integrations).toMatchObject([{ IntegrationUri: `${FUNCTION_ARN}:live` }]);
  expect(routes).toMatchObject([{ RouteKey: 'ANY /{proxy+}' }]);
});

it('refuses a target for an API that was not made by quick create', async () => {
  const { ApiId } = await createApi();
  expect(await failureOf(update(ApiId, { Target: FUNCTION_ARN }))).toMatchObject({
    name: 'BadRequestException',
  });
});

it('refuses an empty name and an unknown API', async () => {
  const { ApiId } = await createApi();
  expect(await failureOf(update(ApiId, { Name: '' }))).toMatchObject({
    message: 'Invalid API name specified',
  });
  expect(await failureOf(update('absent', { Name: 'x' }))).toMatchObject({
    name: 'NotFoundException',
    status: 404,
  });
});
