import {
  CreateApiMappingCommand,
  DeleteApiMappingCommand,
  GetApiMappingsCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());
const DomainName = 'api.example.com';
await createDomain(DomainName);
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: 'prod' });

it('takes a mapping away, once', async () => {
  const { ApiMappingId } = await client.send(
    new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod' }),
  );
  const remove = () => client.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
  expect((await client.send(new GetApiMappingsCommand({ DomainName }))).Items).toEqual([]);
  expect(await failureOf(remove())).toMatchObject({ name: 'NotFoundException' });
});
