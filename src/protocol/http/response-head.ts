import type { ProtocolName } from '../interface.ts';

export interface ResponseHead {
  status: number;
  headers: Record<string, string>;
}

/** Status and the headers by which clients find the request id. */
export function responseHead(
  protocol: ProtocolName,
  requestId: string,
  status = 200,
): ResponseHead {
  if (protocol === 'rest-xml') {
    const extended = Buffer.from(requestId).toString('base64');
    return { status, headers: { 'x-amz-request-id': requestId, 'x-amz-id-2': extended } };
  }
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId };
  if (protocol === 'rpc-v2-cbor') headers['smithy-protocol'] = 'rpc-v2-cbor';
  return { status, headers };
}
