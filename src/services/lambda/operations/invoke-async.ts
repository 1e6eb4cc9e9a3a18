import { operation } from '../../define-service.ts';
import { enqueue } from '../enqueue.ts';
import { lambdaError } from '../errors.ts';
import { assertEvent } from '../event-payload.ts';
import { INVOKE_ASYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import { lambdaState } from '../state.ts';
import { assertTenant } from '../tenancy.ts';

/**
 * The predecessor of `Invoke` with `Event`, kept by AWS for old callers.
 * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html
 */
export const invokeAsync = operation('lambda', 'InvokeAsync', async (input, context) => {
  const invocable = await lambdaState(context).catalog.find(context, input.FunctionName ?? '');
  assertTenant(invocable.version, undefined);
  const body = await collect(input.InvokeArgs);
  const payload = assertEvent(body, 'Event', INVOKE_ASYNC_PAYLOAD_MAX_BYTES);
  const { traceId } = context;
  await enqueue(context, invocable, payload, traceId === undefined ? {} : { traceId });
  return { Status: 202 };
});

/** @throws AwsError InvalidRequestContentException as soon as the body is too large; the rest is not read */
async function collect(body: unknown): Promise<Uint8Array> {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > INVOKE_ASYNC_PAYLOAD_MAX_BYTES) {
      throw lambdaError(
        'InvalidRequestContentException', // RequestTooLarge is not among this operation's errors
        `The payload is too large for the Event invocation type (limit ${INVOKE_ASYNC_PAYLOAD_MAX_BYTES} bytes)`,
      );
    }
  }
  return Buffer.concat(chunks);
}
