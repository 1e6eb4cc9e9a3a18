import { CreateModelCommand, GetModelTemplateCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

it('writes an example of the model', async () => {
  const Schema = JSON.stringify({
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  });
  const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'A', Schema }));
  const { Value } = await client.send(new GetModelTemplateCommand({ ApiId, ModelId }));
  expect(Value).toContain("#set($inputRoot = $input.path('$'))");
  expect(Value).toContain('"name" : "foo"');
  expect(Value).toContain('"age" : 42');
  expect(Value).toContain('#foreach($elem in $inputRoot.tags)');
});

it('ends for schemas that nest without end, and answers 404 for none', async () => {
  let schema: object = {};
  for (let depth = 0; depth < 1000; depth++) schema = { properties: { a: schema } };
  const Schema = JSON.stringify(schema);
  const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'Deep', Schema }));
  const { Value } = await client.send(new GetModelTemplateCommand({ ApiId, ModelId }));
  expect(Value?.length).toBeLessThan(5000);
  const absent = client.send(new GetModelTemplateCommand({ ApiId, ModelId: 'none' }));
  expect(await failureOf(absent)).toMatchObject({ status: 404 });
});
