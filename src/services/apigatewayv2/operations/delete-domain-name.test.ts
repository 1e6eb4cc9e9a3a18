import {
  CreateApiMappingCommand,
  DeleteApiCommand,
  DeleteDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());

it('takes the mappings along, and frees the name', async () => {
  const { ApiId } = await createApi();
  await createStage(ApiId, { StageName: 'prod' });
  const DomainName = 'api.example.com';
  await createDomain(DomainName);
  await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod' }));
  expect(await failureOf(client.send(new DeleteApiCommand({ ApiId })))).toMatchObject({
    name: 'BadRequestException',
    message: `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`,
  });
  const gone = await client.send(new DeleteDomainNameCommand({ DomainName }));
  expect(gone.$metadata.httpStatusCode).toBe(204);
  await client.send(new DeleteApiCommand({ ApiId }));
  await createDomain(DomainName);
});

it('answers 404 for an absent one', async () => {
  const absent = client.send(new DeleteDomainNameCommand({ DomainName: 'absent.example.com' }));
  expect(await failureOf(absent)).toMatchObject({ status: 404 });
});
