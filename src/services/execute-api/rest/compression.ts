/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html */
import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate } from 'node:zlib';
import type { PlaneResponse } from '../../data-plane.ts';
import { lastHeader, type RestExchange } from './exchange.ts';
import { refuse } from './gateway-response.ts';

/** Of a body when it is unpacked, as of any other: what would become larger is a bomb. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

const PACK = { gzip: promisify(gzip), deflate: promisify(deflate) } as const;
const UNPACK = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

type Encoding = keyof typeof PACK;

/** Answers that a client takes packed, from the size on that the API names. */
export async function compress(
  { request }: RestExchange,
  response: PlaneResponse,
  minimumBytes: number,
): Promise<PlaneResponse> {
  const { body, headers } = response;
  const encoding = selectEncoding(lastHeader(request, 'accept-encoding'));
  const isPacked = headers.some(
    (each, i) => i % 2 === 0 && each.toLowerCase() === 'content-encoding',
  );
  if (!encoding || isPacked || (typeof body !== 'string' && !Buffer.isBuffer(body)))
    return response;
  if (body.length === 0 || Buffer.byteLength(body) < minimumBytes) return response;
  return {
    ...response,
    headers: [...headers, 'Content-Encoding', encoding],
    body: await PACK[encoding](body),
  };
}

/** gzip before deflate where the client likes both equally. */
function selectEncoding(accepted = ''): Encoding | undefined {
  let best: { encoding: Encoding; weight: number } | undefined;
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim());
    const encoding = name === '*' ? 'gzip' : name;
    if (encoding !== 'gzip' && encoding !== 'deflate') continue;
    const weight = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    if (!(weight > 0)) continue;
    const isBetter =
      !best || weight > best.weight || (weight === best.weight && encoding === 'gzip');
    if (isBetter) best = { encoding, weight };
  }
  return best?.encoding;
}

/** Unpacks the body of a request to an API that compresses. @returns the refusal of what cannot be unpacked */
export async function decompress(exchange: RestExchange): Promise<PlaneResponse | undefined> {
  const { request } = exchange;
  const encoding = lastHeader(request, 'content-encoding')?.trim().toLowerCase();
  if (encoding === undefined || encoding === 'identity') return undefined;
  if (encoding !== 'gzip' && encoding !== 'deflate')
    return refuse(exchange, { type: 'UNSUPPORTED_MEDIA_TYPE', message: 'Unsupported Media Type' });
  try {
    const body = await UNPACK[encoding](request.body, { maxOutputLength: LARGEST_BODY_BYTES });
    const rawHeaders = request.rawHeaders.filter(
      (_, i, all) => all[i - (i % 2)]?.toLowerCase() !== 'content-encoding',
    );
    // `signal` is made when it is read, so a copy must name it.
    exchange.request = { ...request, body, rawHeaders, signal: request.signal };
    return undefined;
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return refuse(
      exchange,
      isTooLarge
        ? { type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' }
        : { type: 'BAD_REQUEST_BODY', message: 'Bad Request' },
    );
  }
}
