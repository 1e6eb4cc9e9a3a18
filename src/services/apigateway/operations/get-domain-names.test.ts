import { GetDomainNamesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startRestFixture();
afterAll(() => stack.stop());

it('gives all, page by page', async () => {
  for (const name of ['a.example.com', 'b.example.com']) await createDomain(name);
  const first = await client.send(new GetDomainNamesCommand({ limit: 1 }));
  expect(first.items).toMatchObject([{ domainName: 'a.example.com' }]);
  const { position } = first;
  const second = await client.send(new GetDomainNamesCommand({ limit: 1, position }));
  expect(second.items).toMatchObject([{ domainName: 'b.example.com' }]);
});
