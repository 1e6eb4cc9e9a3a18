import { AwsError } from '../../protocol/aws-error.ts';
import { s3BucketOfHost } from '../../protocol/http/s3-path.ts';
import { loadModel } from '../../protocol/model.ts';
import { identifyService, resolveOperation } from '../../protocol/resolve.ts';
import type { Exchange } from '../exchange.ts';
import { bufferBody } from './read-body.ts';

/** Which service and operation a request addresses, and in which protocol. */
export async function identifyOperation(exchange: Exchange): Promise<void> {
  const body = await formBody(exchange);
  const { method, path, query, headers } = exchange;
  const request = { method, path, query, headers, body };
  // What names no service is S3's, as at AWS only S3 answers requests without a signature by path alone.
  const namesBucket = exchange.path !== '/' || s3BucketOfHost(exchange.headers.host) !== undefined;
  const serviceId = identifyService(request) ?? (namesBucket ? 's3' : undefined);
  if (!serviceId) {
    throw new AwsError(
      'UnrecognizedClientException',
      'Brume could not tell which AWS service this request is for: it has no SigV4 credential scope, no X-Amz-Target and no service host name.',
      { status: 400 },
    );
  }
  exchange.serviceId = serviceId;
  exchange.model = await loadModel(serviceId);
  const resolved = resolveOperation(exchange.model, request);
  exchange.operation = resolved.operation;
  exchange.protocol = resolved.protocol;
}

/** Query-protocol requests name their operation, and unsigned ones their service, in a form body. */
async function formBody(exchange: Exchange): Promise<Buffer> {
  const contentType = exchange.headers['content-type'] ?? '';
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return Buffer.alloc(0);
  exchange.body = await bufferBody(exchange);
  return exchange.body;
}
