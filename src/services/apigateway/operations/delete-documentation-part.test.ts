import {
  CreateDocumentationPartCommand,
  DeleteDocumentationPartCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 202, and 404 the second time', async () => {
  const { id: restApiId } = await createApi();
  const { id: documentationPartId } = await client.send(
    new CreateDocumentationPartCommand({ restApiId, location: { type: 'API' }, properties: '{}' }),
  );
  const remove = () =>
    client.send(new DeleteDocumentationPartCommand({ restApiId, documentationPartId }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ status: 404 });
});
