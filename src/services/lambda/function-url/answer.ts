/** What a function answered, at once or in pieces, as the response of its URL. */
import {
  fromResponseV2,
  invalidResponse,
} from '../../../lambda-runtime/http-event/from-response-v2.ts';
import type { InvocationResult, StreamedResponse } from '../../../lambda-runtime/interface.ts';
import type { ServiceHost } from '../../context.ts';
import { CutOff, type PlaneRequest, type PlaneResponse } from '../../data-plane.ts';
import { type HttpStream, toHttpStream } from './streamed-response.ts';

/** InvokeMode BUFFERED. */
export function toResponse(result: InvocationResult): PlaneResponse | Promise<PlaneResponse> {
  if (result.functionError) return invalidResponse('function-url');
  if (result.contentType === undefined) return fromResponseV2(result.payload, 'function-url');
  return toCollected(result.contentType, result.payload);
}

/** A stream that was collected has its own head, when the function sent one. */
async function toCollected(contentType: string, payload: Uint8Array): Promise<PlaneResponse> {
  const http = await toHttpStream(contentType, once(payload));
  if (!http) return invalidResponse('function-url');
  const chunks: Uint8Array[] = [];
  for await (const chunk of http.body) chunks.push(chunk);
  return { ...http, body: Buffer.concat(chunks) };
}

/**
 * InvokeMode RESPONSE_STREAM. What a function returns that does not stream is the body as it is: AWS
 * looks for status and headers in streams only.
 */
export async function answerStream(
  host: Pick<ServiceHost, 'log'>,
  request: PlaneRequest,
  start: (onStream: (response: StreamedResponse) => void) => Promise<InvocationResult>,
): Promise<PlaneResponse> {
  const began = Promise.withResolvers<StreamedResponse>();
  const result = start((response) => {
    request.signal.addEventListener('abort', () => response.discard());
    if (request.signal.aborted) response.discard();
    began.resolve(response);
  });
  const first = await Promise.race([began.promise, result]);
  if (!('body' in first)) {
    if (first.functionError) return invalidResponse('function-url');
    const headers = ['content-type', 'application/json'];
    return { status: 200, headers, body: Buffer.from(first.payload) };
  }
  const http = await toHttpStream(first.contentType, first.body);
  if (!http) {
    first.discard();
    host.log.warn(
      'A streamed answer had no head. HttpResponseStream sends it with the first write: call write, be it with an empty string, before end.',
      { path: request.path },
    );
    return invalidResponse('function-url');
  }
  return respond(request, http, first);
}

function respond(
  request: PlaneRequest,
  http: HttpStream,
  streamed: StreamedResponse,
): PlaneResponse {
  const hasBody = request.method !== 'HEAD' && http.status !== 204 && http.status !== 304;
  if (hasBody) return { ...http, body: whole(http.body, streamed) };
  streamed.discard();
  return { ...http, body: '' };
}

/** A body that the function did not bring to its end must not look as if it were whole. */
async function* whole(
  body: AsyncIterable<Uint8Array>,
  streamed: StreamedResponse,
): AsyncGenerator<Uint8Array, void> {
  yield* body;
  if (!streamed.isWhole) throw new CutOff('The function failed in the middle of its answer.');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
