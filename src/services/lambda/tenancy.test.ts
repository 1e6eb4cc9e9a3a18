import type { InvokeCommandInput, Runtime } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { PYTHON } from '../../lambda-runtime/fixtures/python.ts';
import { createInbox } from './fixtures/inbox.ts';
import { startStack, toJson, toPayload, zip } from './fixtures/stack.ts';

const { stack, lambda, create, createActive } = await startStack();

const ISOLATED = { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } as const;
/** Answers whom it serves, and which instance of the function it is. */
const WHO = `const id = Math.random();
  exports.handler = async (_event, context) => ({ tenant: context.tenantId, id });`;

interface Who {
  tenant: string;
  id: number;
}

async function call(
  name: string,
  TenantId: string,
  more: Partial<InvokeCommandInput> = {},
): Promise<Who> {
  const { Payload } = await lambda.invoke({ FunctionName: name, TenantId, ...more });
  return toJson(Payload) as Who;
}

const NO_TENANT = {
  name: 'InvalidParameterValueException',
  message:
    'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
};
const NEEDLESS_TENANT = {
  name: 'InvalidParameterValueException',
  message:
    'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
};

await createActive('who', WHO, ISOLATED);
await createActive('shared');

describe('an isolated function', () => {
  test('wants a tenant, however it is invoked', async () => {
    const nobody = { FunctionName: 'who' };
    await expect(lambda.invoke(nobody)).rejects.toMatchObject(NO_TENANT);
    await expect(lambda.invoke({ ...nobody, InvocationType: 'Event' })).rejects.toMatchObject(
      NO_TENANT,
    );
    await expect(lambda.invokeWithResponseStream(nobody)).rejects.toMatchObject(NO_TENANT);
    await expect(
      lambda.invokeAsync({ ...nobody, InvokeArgs: toPayload({}) }),
    ).rejects.toMatchObject(NO_TENANT);
    await expect(lambda.invoke({ ...nobody, TenantId: 'not|one' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('has instances for every tenant, which serve nobody else', async () => {
    const blue = await call('who', 'blue');
    const green = await call('who', 'green');
    expect([blue.tenant, green.tenant]).toEqual(['blue', 'green']);
    expect(green.id).not.toBe(blue.id);
    expect(await call('who', 'blue')).toEqual(blue);
    expect(await call('who', 'green')).toEqual(green);
  });

  test('never mixes tenants that call at once', async () => {
    const tenants = Array.from({ length: 24 }, (_each, i) => `t${i % 6}`);
    const served = await Promise.all(tenants.map((tenant) => call('who', tenant)));
    expect(served.map((each) => each.tenant)).toEqual(tenants);
    const tenantOf = new Map<number, string>();
    for (const { id, tenant } of served) {
      expect(tenantOf.get(id) ?? tenant).toBe(tenant);
      tenantOf.set(id, tenant);
    }
  });

  test('streams for a tenant, and runs its asynchronous events', async () => {
    const { EventStream } = await lambda.invokeWithResponseStream({
      FunctionName: 'who',
      TenantId: 'blue',
    });
    let text = '';
    for await (const { PayloadChunk: chunk } of EventStream ?? [])
      text += Buffer.from(chunk?.Payload ?? []).toString();
    expect(JSON.parse(text)).toEqual(await call('who', 'blue'));

    const inbox = await createInbox();
    await createActive('told', inbox.reporting('context.tenantId'), ISOLATED);
    await lambda.invoke({ FunctionName: 'told', InvocationType: 'Event', TenantId: 'red' });
    expect(await inbox.next()).toBe('red');
  });

  test('says so, for good', async () => {
    const told = await lambda.getFunctionConfiguration({ FunctionName: 'who' });
    expect(told.TenancyConfig).toEqual({ TenantIsolationMode: 'PER_TENANT' });
    const updated = await lambda.updateFunctionConfiguration({ FunctionName: 'who', Timeout: 9 });
    expect(updated.TenancyConfig).toEqual(told.TenancyConfig);
    const plain = await lambda.getFunctionConfiguration({ FunctionName: 'shared' });
    expect(plain).not.toHaveProperty('TenancyConfig');
  });

  test('names the tenant in its JSON log', async () => {
    const source = `exports.handler = async () => { console.log('hello'); };`;
    await createActive('logs', source, { ...ISOLATED, LoggingConfig: { LogFormat: 'JSON' } });
    const { LogResult } = await lambda.invoke({
      FunctionName: 'logs',
      TenantId: 'blue',
      LogType: 'Tail',
    });
    const lines = Buffer.from(LogResult ?? '', 'base64')
      .toString()
      .trim()
      .split('\n');
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toMatchObject([
      { type: 'platform.start', record: { tenantId: 'blue' } },
      { message: 'hello', tenantId: 'blue' },
      { type: 'platform.report', record: { tenantId: 'blue' } },
    ]);
  });

  test('can have no URL, provisioned concurrency or event source', async () => {
    const FunctionName = 'who';
    await expect(
      lambda.createFunctionUrlConfig({ FunctionName, AuthType: 'NONE' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    const { Version: Qualifier = '' } = await lambda.publishVersion({ FunctionName });
    await expect(
      lambda.putProvisionedConcurrencyConfig({
        FunctionName,
        Qualifier,
        ProvisionedConcurrentExecutions: 1,
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    expect(await call('who', 'blue', { Qualifier })).toMatchObject({ tenant: 'blue' });
  });

  test('has at most five instances for every two that may run at once', async () => {
    await createActive('few', WHO, ISOLATED);
    await lambda.putFunctionConcurrency({ FunctionName: 'few', ReservedConcurrentExecutions: 2 });
    for (const tenant of ['a', 'b', 'c', 'd', 'e']) await call('few', tenant);
    await expect(call('few', 'f')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await call('few', 'a')).toMatchObject({ tenant: 'a' });
    await stack.clock.advance(86_400_000); // idle instances end
    expect(await call('few', 'f')).toMatchObject({ tenant: 'f' });
  });
});

test('other functions take no tenant', async () => {
  await expect(call('shared', 'blue')).rejects.toMatchObject(NEEDLESS_TENANT);
});

test('a Python function is told its tenant', async () => {
  const source = 'def handler(event, context):\n  return {"tenant": context.tenant_id}\n';
  await create('snake', '', {
    Runtime: PYTHON as Runtime,
    Code: { ZipFile: await zip({ 'index.py': source }) },
    ...ISOLATED,
  });
  expect(await call('snake', 'blue')).toEqual({ tenant: 'blue' });
});
