import {
  CreateDeploymentCommand,
  DeleteIntegrationCommand,
  GetStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('makes the stage it names', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const made = await client.send(
    new CreateDeploymentCommand({ restApiId: id, stageName: 'dev', variables: { a: 'b' } }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(await client.send(new GetStageCommand({ restApiId: id, stageName: 'dev' }))).toMatchObject(
    { deploymentId: made.id, variables: { a: 'b' } },
  );
});

it('refuses an API with nothing to deploy', async () => {
  const { id, root } = await createApi();
  const deployment = () => failureOf(client.send(new CreateDeploymentCommand({ restApiId: id })));
  expect(await deployment()).toMatchObject({
    message: "The REST API doesn't contain any methods",
    status: 400,
  });
  await putMethod(id, root, 'GET');
  await client.send(
    new DeleteIntegrationCommand({ restApiId: id, resourceId: root, httpMethod: 'GET' }),
  );
  expect(await deployment()).toMatchObject({ message: 'No integration defined for method' });
});
