import {
  CreateDocumentationPartCommand,
  CreateDocumentationVersionCommand,
  GetExportCommand,
  GetStageCommand,
  UpdateDocumentationPartCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('freezes the parts, and puts the version on a stage', async () => {
  const { id: restApiId, root } = await createApi();
  await putMethod(restApiId, root, 'GET');
  await deploy(restApiId);
  const { id: documentationPartId } = await client.send(
    new CreateDocumentationPartCommand({
      restApiId,
      location: { type: 'API' },
      properties: '{"description":"before"}',
    }),
  );
  const create = (documentationVersion: string, stageName = 'prod') =>
    client.send(
      new CreateDocumentationVersionCommand({ restApiId, documentationVersion, stageName }),
    );
  const made = await create('v1');
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ version: 'v1', createdDate: expect.any(Date) as Date });
  expect(await failureOf(create('v1'))).toMatchObject({ name: 'ConflictException' });
  expect(await failureOf(create('v2', 'absent'))).toMatchObject({ status: 404 });
  expect(await client.send(new GetStageCommand({ restApiId, stageName: 'prod' }))).toMatchObject({
    documentationVersion: 'v1',
  });

  await client.send(
    new UpdateDocumentationPartCommand({
      restApiId,
      documentationPartId,
      patchOperations: [{ op: 'replace', path: '/properties', value: '{"description":"after"}' }],
    }),
  );
  const { body } = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: 'prod',
      exportType: 'oas30',
      parameters: { extensions: 'documentation' },
    }),
  );
  expect(JSON.parse(Buffer.from(body!).toString())).toMatchObject({
    'x-amazon-apigateway-documentation': {
      version: 'v1',
      documentationParts: [{ location: { type: 'API' }, properties: { description: 'before' } }],
    },
  });
});
