/**
 * The data plane of function URLs: host → function → payload 2.0 event → response.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
import { invalidResponse } from '../../../lambda-runtime/http-event/from-response-v2.ts';
import { toEventV2 } from '../../../lambda-runtime/http-event/to-event-v2.ts';
import {
  ConcurrencyExceeded,
  type InvocationResult,
  type LambdaRuntime,
  type StreamedResponse,
} from '../../../lambda-runtime/interface.ts';
import { makeTraceId } from '../../../lambda-runtime/trace-id.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Caller, ServiceHost } from '../../context.ts';
import { iamOf } from '../../signed-request.ts';
import type { DataPlane, PlaneRequest, PlaneResponse } from '../../data-plane.ts';
import type { Catalog } from '../catalog.ts';
import { LATEST } from '../function.ts';
import { run } from '../invocation.ts';
import { SYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import { parseUrlHost } from './address.ts';
import { authorizeUrl } from './authorize.ts';
import { corsHeaders, preflightHeaders, withoutCorsHeaders } from './cors.ts';
import { answerStream, toResponse } from './answer.ts';
import type { UrlDirectory, UrlTarget } from './directory.ts';

interface Parts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
  directory: UrlDirectory;
}

export function createUrlPlane(parts: Parts): DataPlane {
  return {
    id: 'function-url',
    match({ host }) {
      const address = parseUrlHost(host);
      return (
        address && {
          bodyLimitBytes: SYNC_PAYLOAD_MAX_BYTES,
          handle: (request) => handle(parts, address, request),
          tooLarge: () =>
            message(
              413,
              'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
            ),
        }
      );
    },
  };
}

async function handle(
  parts: Parts,
  address: { urlId: string; region: string },
  request: PlaneRequest,
): Promise<PlaneResponse> {
  const target = await parts.directory.find(address.urlId);
  // What AWS answers for an id that nobody has is not documented; 404 says what is the matter.
  if (!target || target.region !== address.region) return message(404, 'Not Found');
  const origin = headerOf(request, 'origin');
  if (!target.cors) return invoke(parts, target, request);
  if (
    request.method === 'OPTIONS' &&
    origin !== undefined &&
    headerOf(request, 'access-control-request-method')
  ) {
    return { status: 200, headers: preflightHeaders(target.cors, origin), body: '' };
  }
  const response = await invoke(parts, target, request);
  return {
    ...response,
    headers: [...withoutCorsHeaders(response.headers), ...corsHeaders(target.cors, origin)],
  };
}

async function invoke(
  parts: Parts,
  target: UrlTarget,
  request: PlaneRequest,
): Promise<PlaneResponse> {
  const { host, runtime, catalog } = parts;
  const requestId = host.ids.uuid();
  const context = host.context({ account: target.account, region: target.region, requestId });
  const withId = (response: PlaneResponse): PlaneResponse => ({
    ...response,
    headers: [...response.headers, 'x-amzn-requestid', requestId],
  });
  try {
    const caller = await authorizeUrl(host, target, request);
    const qualifier = target.qualifier === LATEST ? undefined : target.qualifier;
    const invocable = await catalog.find(context, target.name, qualifier);
    const given = headerOf(request, 'x-amzn-trace-id');
    const traceId = given ?? makeTraceId(host.ids, host.clock.now());
    // A new trace is named in the event; which part of it this is, only the function's own variable tells.
    const root = given ?? traceId.slice(0, traceId.indexOf(';'));
    const event = toEvent(host, target, request, { requestId, traceId: root, caller });
    const start = (onStream?: (response: StreamedResponse) => void): Promise<InvocationResult> =>
      run({ runtime, ids: host.ids }, invocable, {
        requestId,
        payload: event,
        traceId,
        ...(onStream && { onStream }),
      });
    if (target.streams) return withId(await answerStream(host, request, start));
    const response = toResponse(await start());
    return withId('status' in response ? response : await response);
  } catch (error) {
    return withId(toFailure(host, target, error));
  }
}

function toEvent(
  host: ServiceHost,
  target: UrlTarget,
  request: PlaneRequest,
  {
    requestId,
    traceId,
    caller,
  }: { requestId: string; traceId: string; caller: Caller | undefined },
): string {
  return toEventV2(request, {
    frontDoor: 'function-url',
    // An unsigned caller of a URL is anonymous, and so is the account on AWS.
    accountId: caller?.account ?? 'anonymous',
    ...(caller && { authorizer: { iam: iamOf(caller) } }),
    apiId: target.urlId,
    domainName: request.host,
    routeKey: '$default',
    stage: '$default',
    requestId,
    atEpochMs: host.clock.now(),
    addedHeaders: [
      'x-amzn-trace-id',
      traceId,
      'x-forwarded-for',
      request.sourceIp,
      'x-forwarded-port',
      String(host.endpoint.port),
      'x-forwarded-proto',
      request.tls ? 'https' : 'http',
    ],
  });
}

function toFailure(host: ServiceHost, target: UrlTarget, error: unknown): PlaneResponse {
  if (error instanceof ConcurrencyExceeded)
    return message(429, 'Rate Exceeded.', 'TooManyRequestsException');
  if (error instanceof AwsError && error.status === 403)
    return message(403, error.message, error.code);
  if (!(error instanceof AwsError)) {
    host.log.error(`The URL of function ${target.name} failed`, { code: 'ERR_UNEXPECTED', error });
  }
  return invalidResponse('function-url');
}

/** @param errorType the value of `x-amzn-errortype` */
function message(status: number, text: string, errorType?: string): PlaneResponse {
  return {
    status,
    headers: [
      'content-type',
      'application/json',
      ...(errorType ? ['x-amzn-errortype', errorType] : []),
    ],
    body: JSON.stringify({ Message: text }),
  };
}

function headerOf({ rawHeaders }: PlaneRequest, wanted: string): string | undefined {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === wanted) return rawHeaders[i + 1];
  }
  return undefined;
}
