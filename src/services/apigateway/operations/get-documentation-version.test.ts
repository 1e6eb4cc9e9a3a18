import {
  CreateDocumentationVersionCommand,
  GetDocumentationVersionCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('shows a version, and answers 404 for an absent one', async () => {
  const { id: restApiId } = await createApi();
  await client.send(
    new CreateDocumentationVersionCommand({
      restApiId,
      documentationVersion: 'v1',
      description: 'the first',
    }),
  );
  const get = (documentationVersion: string) =>
    client.send(new GetDocumentationVersionCommand({ restApiId, documentationVersion }));
  expect(await get('v1')).toMatchObject({ version: 'v1', description: 'the first' });
  expect(await failureOf(get('v2'))).toMatchObject({ status: 404 });
});
