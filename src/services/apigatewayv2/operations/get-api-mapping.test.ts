import { CreateApiMappingCommand, GetApiMappingCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());
const DomainName = 'api.example.com';
await createDomain(DomainName);
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: 'prod' });

it('gives a mapping', async () => {
  const input = { DomainName, ApiId, Stage: 'prod', ApiMappingKey: 'a' };
  const { ApiMappingId } = await client.send(new CreateApiMappingCommand(input));
  expect(await client.send(new GetApiMappingCommand({ DomainName, ApiMappingId }))).toMatchObject({
    ApiId,
    ApiMappingId,
    ApiMappingKey: 'a',
    Stage: 'prod',
  });
});

it('answers 404 for an absent one', async () => {
  const absent = client.send(new GetApiMappingCommand({ DomainName, ApiMappingId: 'absent' }));
  expect(await failureOf(absent)).toMatchObject({ name: 'NotFoundException', status: 404 });
});
