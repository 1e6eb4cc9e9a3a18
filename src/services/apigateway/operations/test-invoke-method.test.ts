import { TestInvokeMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse } =
  await startRestFixture();
afterAll(() => stack.stop());

it('runs a method that is not deployed, and shows what happened', async () => {
  const { id, root } = await createApi();
  const user = await createResource(id, root, '{id}');
  await putMethod(id, user, 'POST', { apiKeyRequired: true });
  await putResponse(id, user, 'POST', {
    'application/json': '{"id":"$input.params(\'id\')","q":"$input.params(\'q\')"}',
  });
  const answer = await client.send(
    new TestInvokeMethodCommand({
      restApiId: id,
      resourceId: user,
      httpMethod: 'POST',
      pathWithQueryString: '/7?q=x',
    }),
  );
  expect(answer).toMatchObject({ status: 200, body: '{"id":"7","q":"x"}' });
  expect(answer.log).toContain('Execution log for request ');
  expect(answer.log).toContain('HTTP Method: POST, Resource Path: /7');
  expect(answer.log).toContain('Method completed with status: 200');
});
