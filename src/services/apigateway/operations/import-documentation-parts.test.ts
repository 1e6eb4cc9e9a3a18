import {
  GetDocumentationPartsCommand,
  ImportDocumentationPartsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

const part = (type: string, description: string, place = {}) => ({
  location: { type, ...place },
  properties: { description },
});

it('merges parts, and overwrites them', async () => {
  const { id: restApiId } = await createApi();
  const load = (documentationParts: object[], mode?: 'merge' | 'overwrite') =>
    client.send(
      new ImportDocumentationPartsCommand({
        restApiId,
        ...(mode && { mode }),
        body: Buffer.from(
          JSON.stringify({
            swagger: '2.0',
            info: { title: 't', version: '1' },
            paths: {},
            'x-amazon-apigateway-documentation': { version: '1', documentationParts },
          }),
        ),
      }),
    );
  const texts = async () => {
    const { items = [] } = await client.send(new GetDocumentationPartsCommand({ restApiId }));
    return items.map((each) => each.properties).toSorted();
  };
  const first = await load([part('API', 'one'), part('RESOURCE', 'two', { path: '/' })]);
  expect(first.ids).toHaveLength(2);
  await load([part('API', 'three')]);
  expect(await texts()).toEqual(['{"description":"three"}', '{"description":"two"}']);
  await load([part('API', 'four')], 'overwrite');
  expect(await texts()).toEqual(['{"description":"four"}']);
  expect(await failureOf(load([part('NONSENSE', 'x')]))).toMatchObject({ status: 400 });
  expect(await failureOf(load([part('API', 'a'), part('API', 'b')]))).toMatchObject({
    name: 'ConflictException',
  });
  expect(await texts()).toEqual(['{"description":"four"}']);
});
