import { GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { startFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startFixture();
afterAll(() => stack.stop());

it('gives all, page by page', async () => {
  for (const name of ['a.example.com', 'b.example.com', 'c.example.com']) await createDomain(name);
  const first = await client.send(new GetDomainNamesCommand({ MaxResults: '2' }));
  const { NextToken } = first;
  const second = await client.send(new GetDomainNamesCommand({ MaxResults: '2', NextToken }));
  const names = [...(first.Items ?? []), ...(second.Items ?? [])].map((each) => each.DomainName);
  expect(names).toEqual(['a.example.com', 'b.example.com', 'c.example.com']);
  expect(second.NextToken).toBeUndefined();
});
