import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { InputOf, OutputOf } from '../../sdk.ts';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Invocable } from '../catalog.ts';
import { enqueue } from '../enqueue.ts';
import { assertEvent, clientContextOf, syncEvent, toBytes } from '../event-payload.ts';
import { run, toInvokeError } from '../invocation.ts';
import { ASYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import { lambdaState } from '../state.ts';
import { assertTenant } from '../tenancy.ts';

type Input = InputOf<'lambda', 'Invoke'>;
type Output = OutputOf<'lambda', 'Invoke'>;

/**
 * Runs a function. A function that is still being created is waited for (AWS answers 409 for the
 * second it takes), so that create and invoke can follow each other in a script.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const invoke = operation('lambda', 'Invoke', async (input, context): Promise<Output> => {
  if (input.DurableExecutionName) throw notImplemented('lambda', 'Invoke', 'DurableExecutionName');
  const { catalog } = lambdaState(context);
  const invocable = await catalog.find(context, input.FunctionName ?? '', input.Qualifier);
  assertTenant(invocable.version, input.TenantId);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  return input.InvocationType === 'Event'
    ? accept(context, invocable, input)
    : execute(context, invocable, input);
});

/** What the caller tells besides the event. */
function callerOf(
  { traceId }: Context,
  input: Input,
): { clientContext?: string; tenantId?: string; traceId?: string } {
  return {
    ...clientContextOf(input.ClientContext),
    ...(traceId !== undefined && { traceId }),
    ...(input.TenantId !== undefined && { tenantId: input.TenantId }),
  };
}

async function accept(context: Context, invocable: Invocable, input: Input): Promise<Output> {
  const payload = assertEvent(toBytes(input.Payload), 'Event', ASYNC_PAYLOAD_MAX_BYTES);
  await enqueue(context, invocable, payload, callerOf(context, input));
  return { StatusCode: 202 };
}

async function execute(context: Context, invocable: Invocable, input: Input): Promise<Output> {
  const payload = syncEvent(context, input.Payload);
  const { runtime } = lambdaState(context);
  try {
    const result = await run({ runtime, ids: context.ids }, invocable, {
      requestId: context.requestId,
      payload,
      logTail: input.LogType === 'Tail',
      ...callerOf(context, input),
    });
    return {
      StatusCode: 200,
      // The SDK's type adds a method for its own users; servers and callers in this process see bytes.
      Payload: result.payload as NonNullable<Output['Payload']>,
      ExecutedVersion: result.executedVersion,
      ...(result.functionError && { FunctionError: result.functionError }),
      ...(result.logTail && { LogResult: Buffer.from(result.logTail).toString('base64') }),
    };
  } catch (error) {
    throw toInvokeError(error) ?? error;
  }
}
