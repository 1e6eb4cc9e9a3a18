import {
  CreateDocumentationVersionCommand,
  GetDocumentationVersionsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('lists the versions, without their parts', async () => {
  const { id: restApiId } = await createApi();
  for (const documentationVersion of ['v2', 'v1'])
    await client.send(new CreateDocumentationVersionCommand({ restApiId, documentationVersion }));
  const { items } = await client.send(new GetDocumentationVersionsCommand({ restApiId }));
  expect(items?.map((each) => Object.keys(each).toSorted())).toEqual([
    ['createdDate', 'version'],
    ['createdDate', 'version'],
  ]);
});
