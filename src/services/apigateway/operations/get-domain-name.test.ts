import { GetDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startRestFixture();
afterAll(() => stack.stop());

it('gives a domain, and 404 for an absent one', async () => {
  await createDomain('api.example.com');
  const get = (domainName: string) => client.send(new GetDomainNameCommand({ domainName }));
  expect(await get('api.example.com')).toMatchObject({ domainName: 'api.example.com' });
  expect(await failureOf(get('absent.example.com'))).toEqual({
    name: 'NotFoundException',
    message: 'Invalid domain name identifier specified',
    status: 404,
  });
});
