import { UpdateModelCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('replaces the schema', async () => {
  const { id } = await createApi();
  const update = (value: string) =>
    client.send(
      new UpdateModelCommand({
        restApiId: id,
        modelName: 'Empty',
        patchOperations: [{ op: 'replace', path: '/schema', value }],
      }),
    );
  expect(await update('{"type":"array"}')).toMatchObject({ schema: '{"type":"array"}' });
  expect(await failureOf(update('{'))).toMatchObject({ status: 400 });
});
