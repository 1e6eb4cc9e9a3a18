import type {
  InvocationRequest,
  InvocationResult,
  StreamedResponse,
} from '../../../lambda-runtime/interface.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { InputOf, OutputOf } from '../../sdk.ts';
import { clientContextOf, syncEvent } from '../event-payload.ts';
import { pickVersion, toInvokeError } from '../invocation.ts';
import { assertNoLoop } from '../recursion.ts';
import { lambdaState } from '../state.ts';
import { assertTenant } from '../tenancy.ts';

type Input = InputOf<'lambda', 'InvokeWithResponseStream'>;
type Output = OutputOf<'lambda', 'InvokeWithResponseStream'>;
type Events = AsyncGenerator<Record<string, object>, void>;

/**
 * Runs a function and hands its answer out while it is being made, at the pace of the client. A
 * function that does not stream gives one chunk.
 * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export const invokeWithResponseStream = operation(
  'lambda',
  'InvokeWithResponseStream',
  async (input, context): Promise<Output> => {
    const { catalog, runtime } = lambdaState(context);
    const invocable = await catalog.find(context, input.FunctionName ?? '', input.Qualifier);
    assertTenant(invocable.version, input.TenantId);
    assertNoLoop(invocable, context.traceId);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    const version = pickVersion(invocable, context.ids);
    const began = Promise.withResolvers<StreamedResponse>();
    const result = runtime
      .invoke(version, {
        ...requestOf(input, context),
        invokedArn: invocable.invokedArn,
        onStream(response) {
          context.signal.addEventListener('abort', () => response.discard());
          if (context.signal.aborted) response.discard();
          began.resolve(response);
        },
      })
      .catch((error: unknown) => {
        throw toInvokeError(error) ?? error;
      });
    // What goes wrong before the first byte can still be answered by a status.
    const first = await Promise.race([began.promise, result]);
    return {
      StatusCode: 200,
      ExecutedVersion: version.version,
      EventStream: eventsOf('body' in first ? first : undefined, result) as NonNullable<
        Output['EventStream']
      >,
    };
  },
);

function requestOf(input: Input, context: Context): Omit<InvocationRequest, 'invokedArn'> {
  return {
    requestId: context.requestId,
    payload: syncEvent(context, input.Payload),
    logTail: input.LogType === 'Tail',
    tenantId: input.TenantId,
    traceId: context.traceId,
    ...clientContextOf(input.ClientContext),
  };
}

async function* eventsOf(
  streamed: StreamedResponse | undefined,
  pending: Promise<InvocationResult>,
): Events {
  if (streamed) for await (const chunk of streamed.body) yield { PayloadChunk: { Payload: chunk } };
  const { payload, functionError, logTail } = await pending;
  if (!streamed && !functionError) yield { PayloadChunk: { Payload: payload } };
  yield {
    InvokeComplete: {
      // AWS does not say what an ErrorCode may be; this is what Invoke has in X-Amz-Function-Error.
      ...(functionError && {
        ErrorCode: functionError,
        ErrorDetails: Buffer.from(payload).toString('utf8'),
      }),
      ...(logTail && { LogResult: Buffer.from(logTail).toString('base64') }),
    },
  };
}
