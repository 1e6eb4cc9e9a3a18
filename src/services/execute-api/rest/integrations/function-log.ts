import { printPairs } from '../execution-log.ts';
import type { FunctionTarget } from '../deployed.ts';
import type { RestExchange } from '../exchange.ts';

/** What API Gateway logs before it calls a function: an HTTP request like any other. */
export function logFunctionCall(
  { log, traceId }: RestExchange,
  { functionArn, region }: FunctionTarget,
  { body, streams = false }: { body: string; streams?: boolean },
): void {
  if (!log) return;
  const path = streams
    ? `2021-11-15/functions/${functionArn}/response-streaming-invocations`
    : `2015-03-31/functions/${functionArn}/invocations`;
  const url = `https://lambda.${region}.amazonaws.com/${path}`;
  log.info(`Endpoint request URI: ${url}`);
  log.data(
    `Endpoint request headers: ${printPairs(['X-Amzn-Trace-Id', traceId, 'Content-Type', 'application/json'])}`,
  );
  log.data(`Endpoint request body after transformations: ${body}`);
  log.info(`Sending request to ${url}`);
}

/** And behind it. @param status of Lambda's answer */
export function logFunctionAnswer(
  exchange: RestExchange,
  status: number,
  payload?: Uint8Array,
): void {
  const { integrationLatencyMs, log } = exchange;
  exchange.integrationStatus = status;
  if (!log) return;
  log.info(`Received response. Status: ${status}, Integration latency: ${integrationLatencyMs} ms`);
  log.data(`Endpoint response headers: ${printPairs(['Content-Type', 'application/json'])}`);
  if (payload)
    log.data(
      `Endpoint response body before transformations: ${Buffer.from(payload).toString('utf8')}`,
    );
}
