import { GetExportCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse, deploy, call } =
  await startRestFixture();
afterAll(() => stack.stop());

it('exports what can be imported again', async () => {
  const { id, root } = await createApi();
  const user = await createResource(id, root, '{id}');
  await putMethod(id, user, 'GET', {
    requestParameters: { 'method.request.path.id': true },
    apiKeyRequired: true,
  });
  await putResponse(id, user, 'GET', { 'application/json': '"exported"' });
  await deploy(id);
  for (const exportType of ['oas30', 'swagger']) {
    for (const accepts of ['application/json', 'application/yaml']) {
      const { body, contentType } = await client.send(
        new GetExportCommand({
          restApiId: id,
          stageName: 'prod',
          exportType,
          accepts,
          parameters: { extensions: 'apigateway' },
        }),
      );
      expect(contentType).toBe(accepts);
      const again = await client.send(new ImportRestApiCommand({ body: body ?? '' }));
      await deploy(again.id ?? '');
      expect(await call(again.id ?? '', '/prod/7')).toMatchObject({ status: 403 });
    }
  }
});

it('answers 404 for an absent stage, 400 for another type', async () => {
  const { id } = await createApi();
  const get = (exportType: string) =>
    failureOf(client.send(new GetExportCommand({ restApiId: id, stageName: 'x', exportType })));
  expect(await get('oas30')).toMatchObject({ status: 404 });
  expect(await get('raml')).toMatchObject({ status: 400 });
});
