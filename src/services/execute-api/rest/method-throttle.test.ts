import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse, deploy, call } =
  await startRestFixture();
afterAll(() => stack.stop());

it("throttles single methods of a plan's stage, each key by itself, in place of the plan's limit", async () => {
  const { id, root } = await createApi();
  const pets = await createResource(id, root, 'pets');
  for (const [resource, method] of [
    [root, 'GET'],
    [pets, 'ANY'],
  ] as const) {
    await putMethod(id, resource, method, { apiKeyRequired: true });
    await putResponse(id, resource, method);
  }
  await deploy(id);
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: 'p',
      throttle: { rateLimit: 0, burstLimit: 2 },
      apiStages: [
        {
          apiId: id,
          stage: 'prod',
          throttle: {
            '/pets/GET': { rateLimit: 0, burstLimit: 1 },
            '//GET': { rateLimit: 0, burstLimit: 1 },
          },
        },
      ],
    }),
  );
  const keys = ['key-of-anna-twenty-characters', 'key-of-bert-twenty-characters'];
  for (const value of keys) {
    const key = await client.send(new CreateApiKeyCommand({ name: value, value, enabled: true }));
    await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
    );
  }
  const statuses = async (method: string, path: string, key = keys[0] ?? '') => {
    const all: number[] = [];
    for (let i = 0; i < 3; i += 1)
      all.push((await call(id, path, { method, headers: { 'x-api-key': key } })).status);
    return all;
  };
  expect(await statuses('GET', '/prod/pets')).toEqual([200, 429, 429]);
  expect(await statuses('GET', '/prod')).toEqual([200, 429, 429]);
  expect(await statuses('POST', '/prod/pets')).toEqual([200, 200, 429]);
  expect(await statuses('GET', '/prod/pets', keys[1])).toEqual([200, 429, 429]);
});
