import { UpdateIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('patches templates and members', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const update = (path: string, value: string) =>
    client.send(
      new UpdateIntegrationCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  expect(await update('/requestTemplates/text~1plain', '{}')).toMatchObject({
    requestTemplates: { 'text/plain': '{}' },
  });
  expect(await update('/passthroughBehavior', 'NEVER')).toMatchObject({
    passthroughBehavior: 'NEVER',
  });
  expect(await failureOf(update('/timeoutInMillis', '30000'))).toMatchObject({ status: 400 });
});
