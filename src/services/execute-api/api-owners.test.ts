import {
  APIGatewayClient,
  CreateRestApiCommand,
  DeleteRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { failureOf } from '../apigatewayv2/fixture.ts';

const stack = await createStack();
afterAll(() => stack.stop());
const [rest, http] = [stack.client(APIGatewayClient), stack.client(ApiGatewayV2Client)];
const createRest = (id: string) =>
  rest.send(new CreateRestApiCommand({ name: 'r', tags: { _custom_id_: id } }));
const createHttp = (id: string) =>
  http.send(new CreateApiCommand({ Name: 'h', ProtocolType: 'HTTP', Tags: { _custom_id_: id } }));

it('gives an id to one API, whichever kind it is', async () => {
  await createRest('shop');
  expect(await failureOf(createHttp('shop'))).toMatchObject({ name: 'ConflictException' });
  await rest.send(new DeleteRestApiCommand({ restApiId: 'shop' }));
  await createHttp('shop');
  expect(await failureOf(createRest('shop'))).toMatchObject({ name: 'ConflictException' });
  await http.send(new DeleteApiCommand({ ApiId: 'shop' }));
  await createRest('shop');
});

it('gives it once to those who ask at once', async () => {
  const made = await Promise.allSettled([createRest('race'), createHttp('race')]);
  expect(made.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});
