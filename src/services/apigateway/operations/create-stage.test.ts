import { CreateStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it("answers 201 with AWS's defaults, and 409 for a second one", async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const deploymentId = await deploy(id);
  const create = (stageName: string, variables = {}) =>
    client.send(new CreateStageCommand({ restApiId: id, stageName, deploymentId, variables }));
  const stage = await create('dev');
  expect(stage.$metadata.httpStatusCode).toBe(201);
  expect(stage).toMatchObject({ cacheClusterStatus: 'NOT_AVAILABLE', tracingEnabled: false });
  expect(await failureOf(create('dev'))).toMatchObject({ message: 'Stage already exists' });
  expect(await failureOf(create('a b'))).toMatchObject({
    message: 'Stage name only allows a-zA-Z0-9_',
  });
  expect(await failureOf(create('x', { 'a b': 'c' }))).toMatchObject({ status: 400 });
});
