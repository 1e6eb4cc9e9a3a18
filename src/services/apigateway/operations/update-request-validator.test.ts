import {
  CreateRequestValidatorCommand,
  UpdateRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('patches its checks', async () => {
  const { id } = await createApi();
  const made = await client.send(new CreateRequestValidatorCommand({ restApiId: id, name: 'v' }));
  const updated = await client.send(
    new UpdateRequestValidatorCommand({
      restApiId: id,
      requestValidatorId: made.id,
      patchOperations: [{ op: 'replace', path: '/validateRequestParameters', value: 'true' }],
    }),
  );
  expect(updated).toMatchObject({ validateRequestParameters: true });
});
