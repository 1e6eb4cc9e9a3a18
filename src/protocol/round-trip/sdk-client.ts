/** The real SDK clients on a request handler that ends inside this process instead of at a socket. */
import { Readable } from 'node:stream';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import type { ProtocolName, WireRequest, WireResponse } from '../interface.ts';
import { importClient } from '../sdk-clients.ts';
import type { ServiceId } from '../service-id.ts';

export type Answer = (request: WireRequest) => Promise<WireResponse>;

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
}

type Constructor<T> = new (options: object) => T;

export interface SdkClient {
  /** Sends one operation; `answer` stands for the server. */
  send(operation: string, input: object, answer: Answer): Promise<Record<string, unknown>>;
}

const OTHER_PROTOCOLS: Partial<Record<ProtocolName, unknown>> = {
  'aws-query': AwsQueryProtocol,
  'rpc-v2-cbor': AwsSmithyRpcV2CborProtocol,
};

/** @param protocol instead of the client's own */
export async function sdkClient(id: ServiceId, protocol?: ProtocolName): Promise<SdkClient> {
  const exports = await importClient(id);
  let answer: Answer | undefined;
  const ClientClass = clientClass(exports);
  const client = new ClientClass({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: 'http://localhost:4566',
    maxAttempts: 1,
    forcePathStyle: true,
    disableHostPrefix: true,
    // SQS clients compare the digests of messages; here they are random text.
    md5: false,
    ...(protocol && { protocol: OTHER_PROTOCOLS[protocol] }),
    requestHandler: {
      handle: async (request: HttpRequest) => {
        if (!answer) throw new Error('nothing was sent');
        return { response: toHttpResponse(await answer(await toWireRequest(request))) };
      },
    },
  });
  return {
    send(operation, input, answerWith) {
      answer = answerWith;
      const Command = exports[`${operation}Command`] as Constructor<object>;
      return client.send(new Command(input));
    },
  };
}

function clientClass(exports: Readonly<Record<string, unknown>>): Constructor<Client> {
  const name = Object.keys(exports).find((key) => key.endsWith('Client') && key !== '__Client');
  return exports[name ?? ''] as Constructor<Client>;
}

async function toWireRequest(request: HttpRequest): Promise<WireRequest> {
  const query = Object.entries(request.query)
    .flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const))
    .map(([name, value]) => encodePair(name, value))
    .join('&');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: request.method,
    path: request.path,
    query,
    headers,
    body: await toBuffer(request.body),
  };
}

function encodePair(name: string, value: string | null | undefined): string {
  const encoded = encodeURIComponent(name);
  return value === null || value === undefined
    ? encoded
    : `${encoded}=${encodeURIComponent(value)}`;
}

async function toBuffer(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function toHttpResponse({ status, headers, body }: WireResponse): HttpResponse {
  const stream =
    typeof body === 'string' || Buffer.isBuffer(body)
      ? Readable.from([Buffer.from(body)])
      : Readable.from(body);
  return new HttpResponse({ statusCode: status, headers: { ...headers }, body: stream });
}
