import { CreateApiMappingCommand, UpdateApiMappingCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());
const DomainName = 'api.example.com';
await createDomain(DomainName);
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: 'prod' });

it('changes what is given, and checks the whole', async () => {
  const create = async (ApiMappingKey: string) =>
    (
      await client.send(
        new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ApiMappingKey }),
      )
    ).ApiMappingId;
  const ApiMappingId = await create('a');
  await create('b');
  const update = (input: object) =>
    client.send(new UpdateApiMappingCommand({ DomainName, ApiMappingId, ApiId, ...input }));
  expect(await update({ ApiMappingKey: 'c/d' })).toMatchObject({
    ApiMappingId,
    ApiMappingKey: 'c/d',
    Stage: 'prod',
  });
  expect(await update({ ApiMappingKey: 'c/d' })).toMatchObject({ ApiMappingKey: 'c/d' });
  expect(await failureOf(update({ ApiMappingKey: 'b' }))).toMatchObject({
    name: 'ConflictException',
  });
  expect(await failureOf(update({ Stage: 'absent' }))).toMatchObject({ status: 400 });
  expect(await failureOf(update({ ApiMappingId: 'absent' }))).toMatchObject({ status: 404 });
});
