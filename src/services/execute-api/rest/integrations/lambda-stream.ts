/**
 * Lambda proxy integrations in response transfer mode STREAM.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
import type { Integration } from '@aws-sdk/client-api-gateway';
import type { InvokeWithResponseStreamResponseEvent } from '@aws-sdk/client-lambda';
import { splitPrelude } from '../../../../lambda-runtime/http-event/prelude.ts';
import {
  isObject,
  toCookies,
  toHeaders,
  toMultiValueHeaders,
  toStatus,
} from '../../../../lambda-runtime/http-event/response-parts.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { CutOff, type PlaneResponse } from '../../../data-plane.ts';
import type { FunctionTarget } from '../deployed.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError } from '../gateway-response.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { mergeHeaders } from '../proxy-response.ts';
import { logFunctionAnswer, logFunctionCall } from './function-log.ts';
import { DEFAULT_TIMEOUT_MS, refused, timedOut } from './lambda-proxy.ts';
import { mappedTenant } from './tenant.ts';

type Events = AsyncIterable<InvokeWithResponseStreamResponseEvent>;

/** Answers as soon as the function has said its status and headers; the body follows as it is made. */
export async function streamFromLambda(
  exchange: RestExchange,
  integration: Integration,
  target: FunctionTarget,
): Promise<PlaneResponse> {
  const { host } = exchange;
  const event = toProxyEvent(exchange);
  logFunctionCall(exchange, target, { body: event, streams: true });
  const sentAtMs = host.clock.monotonicMs();
  const deadline = Promise.withResolvers<never>();
  const timer = host.clock.realTimeout(integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS, () =>
    deadline.reject(timedOut()),
  );
  // Nobody waits for it between two chunks.
  deadline.promise.catch(() => undefined);
  try {
    const tenantId = mappedTenant(exchange, integration);
    const invoked = invoke(exchange, target, event, tenantId);
    const events = await Promise.race([invoked, deadline.promise]);
    const chunks = until(deadline.promise, payloadOf(events), () => timer.cancel());
    const split = await splitPrelude(chunks);
    exchange.integrationLatencyMs = Math.round(host.clock.monotonicMs() - sentAtMs);
    logFunctionAnswer(exchange, 200);
    const head = split && toHead(split.prelude);
    if (!head) throw configurationError('Malformed Lambda proxy response', 502);
    return { ...head, body: asBody(split.body) };
  } catch (error) {
    timer.cancel();
    throw error;
  }
}

async function invoke(
  exchange: RestExchange,
  target: FunctionTarget,
  event: string,
  tenantId: string | undefined,
): Promise<Events> {
  try {
    const answer = await exchange.host.context(target).call('lambda', 'InvokeWithResponseStream', {
      FunctionName: target.functionArn,
      Payload: Buffer.from(event),
      TenantId: tenantId,
    });
    return answer.EventStream ?? nothing();
  } catch (error) {
    throw error instanceof AwsError ? refused(exchange, target, error) : error;
  }
}

async function* nothing(): AsyncGenerator<never, void> {}

async function* payloadOf(events: Events): AsyncGenerator<Uint8Array, void> {
  for await (const event of events) {
    if (event.PayloadChunk?.Payload) yield event.PayloadChunk.Payload;
    if (event.InvokeComplete?.ErrorCode !== undefined)
      throw configurationError('Lambda execution failed with a function error', 502);
  }
}

/** What comes before the deadline. */
async function* until(
  deadline: Promise<never>,
  chunks: AsyncGenerator<Uint8Array, void>,
  done: () => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), deadline]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    done();
    void chunks.return();
  }
}

/** Once the head is out, a failure can only end the connection. */
async function* asBody(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    throw new CutOff('The function failed, or took too long, in the middle of its answer', {
      cause: error,
    });
  }
}

function toHead(prelude: unknown): Omit<PlaneResponse, 'body'> | undefined {
  if (!isObject(prelude)) return undefined;
  const status = toStatus(prelude['statusCode'] ?? 200);
  const single = toHeaders(prelude['headers']);
  const multiple = toMultiValueHeaders(prelude['multiValueHeaders']);
  const cookies = toCookies(prelude['cookies']);
  if (status === undefined || !single || !multiple || !cookies) return undefined;
  const headers = mergeHeaders(single, multiple);
  for (const cookie of cookies) headers.push('Set-Cookie', cookie);
  return { status, headers };
}
