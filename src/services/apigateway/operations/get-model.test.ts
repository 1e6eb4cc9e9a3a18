import { CreateModelCommand, GetModelCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('flattens what it refers to, once each', async () => {
  const { id } = await createApi();
  const base = `https://apigateway.amazonaws.com/restapis/${id}/models`;
  const create = (name: string, schema: object) =>
    client.send(
      new CreateModelCommand({
        restApiId: id,
        name,
        schema: JSON.stringify(schema),
        contentType: 'application/json',
      }),
    );
  await create('Node', { properties: { next: { $ref: `${base}/Node` } } });
  await create('List', { properties: { head: { $ref: `${base}/Node` } } });
  const flat = await client.send(
    new GetModelCommand({ restApiId: id, modelName: 'List', flatten: true }),
  );
  expect(JSON.parse(flat.schema ?? '')).toEqual({
    properties: { head: { $ref: '#/definitions/Node' } },
    definitions: { Node: { properties: { next: { $ref: '#/definitions/Node' } } } },
  });
  const absent = new GetModelCommand({ restApiId: id, modelName: 'Absent' });
  expect(await failureOf(client.send(absent))).toMatchObject({ status: 404 });
});
