import {
  CreateDocumentationVersionCommand,
  UpdateDocumentationVersionCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('replaces the description', async () => {
  const { id: restApiId } = await createApi();
  await client.send(
    new CreateDocumentationVersionCommand({ restApiId, documentationVersion: 'v1' }),
  );
  const patch = (documentationVersion: string) =>
    client.send(
      new UpdateDocumentationVersionCommand({
        restApiId,
        documentationVersion,
        patchOperations: [{ op: 'replace', path: '/description', value: 'new' }],
      }),
    );
  expect(await patch('v1')).toMatchObject({ description: 'new' });
  expect(await failureOf(patch('v2'))).toMatchObject({ status: 404 });
});
