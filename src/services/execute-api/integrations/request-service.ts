/** A request to another AWS service, read and answered as if it had come by HTTP, inside this process. */
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkConstraints } from '../../../protocol/constraints.ts';
import type {
  Resolved,
  ServiceModel,
  WireRequest,
  WireResponse,
} from '../../../protocol/interface.ts';
import { toJsonMembers } from '../../../protocol/json/write.ts';
import { loadModel } from '../../../protocol/model.ts';
import { readInput } from '../../../protocol/read.ts';
import { resolveOperation } from '../../../protocol/resolve.ts';
import { openObjectBody } from '../../../protocol/s3/object-body.ts';
import { guessProtocol, writeError, writeOutput } from '../../../protocol/write.ts';
import type { Context } from '../../context.ts';
import type { ServiceId } from '../../sdk.ts';

export interface ServiceRequest extends Omit<WireRequest, 'body'> {
  body: Buffer;
}

/**
 * Runs the operation that a request addresses, on behalf of the context's caller.
 * @returns the service's answer, its errors too. Rejects only for what is Brume's own failure
 */
export async function requestService(
  context: Context,
  service: ServiceId,
  request: ServiceRequest,
): Promise<WireResponse> {
  const model = await loadModel(service);
  try {
    const resolved = resolveOperation(model, request);
    const { operation } = resolved;
    const input = await readInput(resolved, { ...request, body: toBody(resolved, request) });
    await checkConstraints(operation, input);
    const output = await context.call(service, operation.name as never, input as never);
    return wantsJson(model, request)
      ? writeQueryJson(resolved, output, context.requestId)
      : writeOutput(resolved, output, context.requestId);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const protocol = guessProtocol({ ...request, model });
    const response = writeError(model, protocol, error, context.requestId);
    return wantsJson(model, request)
      ? toJsonError(response.status, error, context.requestId)
      : response;
  }
}

/** S3 takes the bytes of an object as a stream that knows its length. */
function toBody(
  { operation }: Resolved,
  { headers, body }: ServiceRequest,
): Buffer | AsyncIterable<Uint8Array> {
  if (operation.service !== 's3' || !operation.streamsInput) return body;
  return openObjectBody({ ...headers, 'content-length': String(body.length) }, once(body));
}

async function* once(body: Buffer): AsyncGenerator<Uint8Array, void> {
  if (body.length > 0) yield body;
}

/** Services of the query protocol answer in JSON to those who accept it, as API Gateway does. */
function wantsJson(model: ServiceModel, request: ServiceRequest): boolean {
  const accepts = request.headers['accept']?.includes('application/json') ?? false;
  return accepts && guessProtocol({ ...request, model }) === 'aws-query';
}

/** As SQS and SNS write it: `{"PublishResponse":{"PublishResult":{…},"ResponseMetadata":{…}}}`. */
function writeQueryJson({ operation }: Resolved, output: object, requestId: string): WireResponse {
  const { name, output: shape } = operation;
  const values = output as Readonly<Record<string, unknown>>;
  const response = {
    ...(shape.kind !== 'unit' && {
      [`${name}Result`]: toJsonMembers(shape.members, values, false),
    }),
    ResponseMetadata: { RequestId: requestId },
  };
  return toJson(200, { [`${name}Response`]: response }, requestId);
}

function toJsonError(status: number, { code, message }: AwsError, requestId: string): WireResponse {
  const Type = status >= 500 ? 'Receiver' : 'Sender';
  return toJson(
    status,
    { Error: { Code: code, Message: message, Type }, RequestId: requestId },
    requestId,
  );
}

function toJson(status: number, body: object, requestId: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  };
}
