import { DeleteDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startRestFixture();
afterAll(() => stack.stop());

it('frees the name', async () => {
  await createDomain('api.example.com');
  const remove = () => client.send(new DeleteDomainNameCommand({ domainName: 'api.example.com' }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ status: 404 });
  await createDomain('api.example.com');
});
