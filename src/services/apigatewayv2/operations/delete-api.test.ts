import { DeleteApiCommand, GetApiCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('removes the API with all that belongs to it', async () => {
  const Tags = { _custom_id_: 'gone' };
  await createApi({ Tags, Target: FUNCTION_ARN });
  const { $metadata } = await client.send(new DeleteApiCommand({ ApiId: 'gone' }));
  expect($metadata.httpStatusCode).toBe(204);
  expect(await failureOf(client.send(new GetApiCommand({ ApiId: 'gone' })))).toMatchObject({
    status: 404,
  });
  await createApi({ Tags });
  expect((await client.send(new GetRoutesCommand({ ApiId: 'gone' }))).Items).toEqual([]);
});

it('knows no absent API', async () => {
  const call = client.send(new DeleteApiCommand({ ApiId: 'absent' }));
  expect(await failureOf(call)).toMatchObject({ name: 'NotFoundException', status: 404 });
});
