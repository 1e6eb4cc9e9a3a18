import {
  CreateDocumentationPartCommand,
  UpdateDocumentationPartCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('replaces the properties', async () => {
  const { id: restApiId } = await createApi();
  const { id: documentationPartId } = await client.send(
    new CreateDocumentationPartCommand({ restApiId, location: { type: 'API' }, properties: '{}' }),
  );
  const patch = (path: string, value: string) =>
    client.send(
      new UpdateDocumentationPartCommand({
        restApiId,
        documentationPartId,
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  expect(await patch('/properties', '{"a":1}')).toMatchObject({ properties: '{"a":1}' });
  expect(await failureOf(patch('/properties', ''))).toMatchObject({ status: 400 });
  expect(await failureOf(patch('/location', '{}'))).toMatchObject({ status: 400 });
});
