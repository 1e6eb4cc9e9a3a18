import { CreateModelCommand, GetModelTemplateCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse, deploy, call } =
  await startRestFixture();
afterAll(() => stack.stop());

it('sketches a template that rebuilds what the model describes', async () => {
  const { id: restApiId, root } = await createApi();
  const create = (name: string, schema: object) =>
    client.send(
      new CreateModelCommand({
        restApiId,
        name,
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    );
  const url = (name: string) =>
    `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`;
  await create('User', {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  });
  await create('Users', { type: 'array', items: { $ref: url('User') } });
  await create('Endless', {
    type: 'object',
    properties: { a: { $ref: url('Endless') }, b: { $ref: url('Endless') } },
  });
  const get = (modelName: string) =>
    client.send(new GetModelTemplateCommand({ restApiId, modelName }));
  const { value = '' } = await get('Users');
  expect((await get('Endless')).value!.length).toBeLessThan(100_000);
  expect(await failureOf(get('Absent'))).toMatchObject({ status: 404 });

  const users = await createResource(restApiId, root, 'users');
  await putMethod(restApiId, users, 'POST');
  await putResponse(restApiId, users, 'POST', {
    'application/json': value.replace(
      "$input.path('$')",
      `$util.parseJson('[{"name":"Anna","age":7,"tags":["a","b"]},{"name":"Bert","age":8,"tags":[]}]')`,
    ),
  });
  await deploy(restApiId);
  const { body } = await call(restApiId, '/prod/users', { method: 'POST', body: '{}' });
  expect(JSON.parse(body)).toEqual([
    { name: 'Anna', age: 7, tags: ['a', 'b'] },
    { name: 'Bert', age: 8, tags: [] },
  ]);
});
