import type { PlaneResponse } from '../../../data-plane.ts';
import { formatAccessLog } from '../access-log.ts';
import type { RestExchange } from '../exchange.ts';
import { printPairs } from '../execution-log.ts';

/** The headers of every answer, and the logs of the request. */
export function finish(exchange: RestExchange, response: PlaneResponse): PlaneResponse {
  const { extendedRequestId, host, log, requestId, stage } = exchange;
  const finished: PlaneResponse = {
    status: response.status,
    headers: [
      ...response.headers,
      'x-amzn-RequestId',
      requestId,
      'x-amz-apigw-id',
      extendedRequestId,
      // Only what an integration has answered carries it.
      ...(exchange.integrationStatus === undefined ? [] : ['X-Amzn-Trace-Id', exchange.traceId]),
    ],
    body: response.body,
  };
  if (log) {
    log.data(`Method response headers: ${printPairs(finished.headers)}`);
    if (!exchange.failure) log.info('Successfully completed execution');
    log.info(`Method completed with status: ${finished.status}`);
    stage?.executionLog.write(
      host.clock.now(),
      log.lines.map((line) => `(${requestId}) ${line}`),
    );
  }
  if (stage?.accessLog)
    stage.accessLog.target.write(host.clock.now(), [
      formatAccessLog(exchange, finished, stage.accessLog.format),
    ]);
  return finished;
}
