import {
  CreateModelCommand,
  CreateRouteCommand,
  DeleteModelCommand,
  DeleteRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

it('deletes a model that no route uses', async () => {
  const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'A', Schema: '{}' }));
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'x', RequestModels: { $default: 'A' } }),
  );
  const drop = () => client.send(new DeleteModelCommand({ ApiId, ModelId }));
  expect(await failureOf(drop())).toEqual({
    name: 'ConflictException',
    message: "Cannot delete model 'A', is referenced in route: x",
    status: 409,
  });
  await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  expect((await drop()).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(drop())).toMatchObject({ status: 404 });
});
