import {
  CreateUsagePlanCommand,
  GetApiKeyCommand,
  GetUsagePlanKeysCommand,
  ImportApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

const load = (body: string, failOnWarnings = false) =>
  client.send(new ImportApiKeysCommand({ format: 'csv', body: Buffer.from(body), failOnWarnings }));

it('makes keys, puts them into their plans, and overwrites those it knows', async () => {
  const one = await client.send(new CreateUsagePlanCommand({ name: 'one' }));
  const two = await client.send(new CreateUsagePlanCommand({ name: 'two' }));
  const first = await load(
    `Enabled,Name,key,nonsense,UsageplanIds\r\nFALSE,"Anna, the first",value-of-the-first-key,x,"${one.id},${two.id}"\n`,
  );
  expect(first.$metadata.httpStatusCode).toBe(201);
  expect(first.ids).toHaveLength(1);
  const [apiKey = ''] = first.ids ?? [];
  const get = () => client.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
  expect(await get()).toMatchObject({
    name: 'Anna, the first',
    enabled: false,
    value: 'value-of-the-first-key',
  });
  for (const { id } of [one, two])
    expect(
      (await client.send(new GetUsagePlanKeysCommand({ usagePlanId: id }))).items,
    ).toMatchObject([{ id: apiKey }]);
  const again = await load('key,name\nvalue-of-the-first-key,Bert');
  expect(again.ids).toEqual([apiKey]);
  expect(await get()).toMatchObject({ name: 'Bert', enabled: true });
});

it('leaves out what cannot be a key, or refuses the file', async () => {
  const file = 'name,key,usageplanids\nshort,short,\nlost,a-value-of-enough-characters,absent';
  expect(await load(file)).toMatchObject({
    ids: [expect.any(String)],
    warnings: [expect.stringContaining('short'), expect.stringContaining('absent')],
  });
  expect(await failureOf(load(file, true))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(load('a,b\n1,2'))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(load(''))).toMatchObject({ status: 400 });
});

it('reads a line of quotes in linear time', async () => {
  const hostile = `name,key\n${'"'.repeat(100_001)},${"'".repeat(100_001)}`;
  expect((await load(hostile)).ids).toEqual([]);
});
