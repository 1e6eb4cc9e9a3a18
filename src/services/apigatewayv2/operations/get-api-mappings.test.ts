import { CreateApiMappingCommand, GetApiMappingsCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());
const DomainName = 'api.example.com';
await createDomain(DomainName);
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: 'prod' });

it('gives all, page by page', async () => {
  for (const ApiMappingKey of ['a', 'b', 'c'])
    await client.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey }),
    );
  const first = await client.send(new GetApiMappingsCommand({ DomainName, MaxResults: '2' }));
  const { NextToken } = first;
  expect(first.Items).toHaveLength(2);
  const second = await client.send(
    new GetApiMappingsCommand({ DomainName, MaxResults: '2', NextToken }),
  );
  const keys = [...(first.Items ?? []), ...(second.Items ?? [])].map((each) => each.ApiMappingKey);
  expect(keys.toSorted()).toEqual(['a', 'b', 'c']);
});

it('answers 404 for an absent domain', async () => {
  const absent = client.send(new GetApiMappingsCommand({ DomainName: 'absent.example.com' }));
  expect(await failureOf(absent)).toMatchObject({ status: 404 });
});
