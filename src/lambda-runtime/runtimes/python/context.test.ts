/** https://docs.aws.amazon.com/lambda/latest/dg/python-context.html */
import { expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { openPython, PYTHON } from '../../fixtures/python.ts';

it('is complete', async () => {
  const { deployCode, invoke, streams } = await openPython();
  const fn = await deployCode(`
def handler(event, context):
    client = context.client_context
    return {
        **{n: getattr(context, n) for n in dir(context) if n[0] != '_' and isinstance(getattr(context, n), (str, type(None)))},
        'remaining': context.get_remaining_time_in_millis(),
        'custom': [client.custom, client.env, client.client.app_title, client.client.installation_id],
        'identity': [context.identity.cognito_identity_id, context.identity.cognito_identity_pool_id],
    }`);
  const { payload } = await invoke(
    fn,
    {},
    {
      requestId: REQUEST_ID,
      invokedArn: `${fn.arn}:live`,
      clientContext: '{"custom":{"a":"1"},"client":{"app_title":"t"}}',
    },
  );
  expect(json(payload)).toEqual({
    function_name: 'hello',
    function_version: '$LATEST',
    invoked_function_arn: `${fn.arn}:live`,
    memory_limit_in_mb: '128',
    aws_request_id: REQUEST_ID,
    log_group_name: '/aws/lambda/hello',
    log_stream_name: streams[0],
    tenant_id: null,
    remaining: expect.toSatisfy((ms: number) => ms > 2000 && ms <= 3000),
    custom: [{ a: '1' }, null, 't', null],
    identity: [null, null],
  });
});

it('has no client context when the caller sent none, and refuses one that is no JSON', async () => {
  const { deployCode, call, invoke } = await openPython();
  const fn = await deployCode('def handler(event, context): return context.client_context');
  expect(await call(fn)).toBeNull();
  const { payload } = await invoke(fn, {}, { clientContext: '{' });
  expect(json(payload)).toMatchObject({ errorType: 'Runtime.LambdaContextUnmarshalError' });
});

it('shows itself when printed', async () => {
  const { deployCode, invoke } = await openPython();
  const fn = await deployCode('def handler(event, context): return str(context)');
  expect(text((await invoke(fn, {}, { requestId: REQUEST_ID })).payload)).toMatch(
    new RegExp(
      `^"LambdaContext\\(\\[aws_request_id=${REQUEST_ID},log_group_name=/aws/lambda/hello,`,
    ),
  );
});

it('comes with the environment of a Python function', async () => {
  const { deployCode, call } = await openPython();
  const fn = await deployCode(`import os
def handler(event, context):
    return [os.environ['AWS_EXECUTION_ENV'], os.environ['_HANDLER'], os.getcwd() == os.environ['LAMBDA_TASK_ROOT'], os.environ['_X_AMZN_TRACE_ID'][:7], 'LAMBDA_RUNTIME_DIR' in os.environ]`);
  expect(await call(fn)).toEqual([`AWS_Lambda_${PYTHON}`, 'index.handler', true, 'Root=1-', true]);
});

it('freezes threads between invocations', async () => {
  const { deployCode, call, invoke } = await openPython();
  const fn = await deployCode(`import threading, time
n = 0
def count():
    global n
    while True:
        n += 1
        time.sleep(0.001)
def handler(event, context):
    if event == 'start': threading.Thread(target=count, daemon=True).start()
    if event == 'wait': time.sleep(0.1)
    return n`);
  await invoke(fn, 'start');
  const before = await call<number>(fn);
  const other = await deployCode('import time\ndef handler(event, context): time.sleep(0.3)');
  await invoke(other); // time goes by
  const after = await call<number>(fn);
  expect(after - before).toBeLessThan(100); // running on, it would have counted to about 300
  expect(await call<number>(fn, 'wait')).toBeGreaterThan(after + 10);
});
