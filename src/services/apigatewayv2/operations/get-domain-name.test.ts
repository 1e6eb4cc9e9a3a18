import { GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startFixture();
afterAll(() => stack.stop());

it('gives a domain, however its name is written', async () => {
  await createDomain('*.example.com');
  expect(
    await client.send(new GetDomainNameCommand({ DomainName: '*.EXAMPLE.com' })),
  ).toMatchObject({
    DomainName: '*.example.com',
  });
});

it('answers 404 for an absent one', async () => {
  const absent = client.send(new GetDomainNameCommand({ DomainName: 'absent.example.com' }));
  expect(await failureOf(absent)).toEqual({
    name: 'NotFoundException',
    message: 'Invalid domain name identifier specified',
    status: 404,
  });
});
