/** Runs a method of an API as it stands now, undeployed, without its authorizer and key. */
import type {
  TestInvokeMethodRequest,
  TestInvokeMethodResponse,
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import type { PlaneResponse } from '../data-plane.ts';
import { runRestChain } from '../execute-api/rest/chain.ts';
import { integrate } from '../execute-api/rest/handlers/integrate.ts';
import { selectMethod } from '../execute-api/rest/handlers/select-method.ts';
import { validate } from '../execute-api/rest/handlers/validate.ts';
import type { ResourceRecord, RestApiRecord } from './store.ts';
import { makeTestExchange, printLog, type TestExchange } from './test-exchange.ts';

const STAGE = 'test-invoke-stage';

export async function testMethod(
  context: Context,
  api: RestApiRecord,
  resource: ResourceRecord,
  input: TestInvokeMethodRequest,
): Promise<TestInvokeMethodResponse> {
  const { clock } = context;
  const asked = { stageName: STAGE, method: input.httpMethod ?? '', path: resource.path };
  const exchange = await makeTestExchange(context, api, asked, input);
  const sentAtMs = clock.monotonicMs();
  const response = await runRestChain(exchange, [selectMethod, validate, integrate]);
  return toAnswer(exchange, response, Math.round(clock.monotonicMs() - sentAtMs));
}

async function toAnswer(
  exchange: TestExchange,
  { body, headers, status }: PlaneResponse,
  latency: number,
): Promise<TestInvokeMethodResponse> {
  const multiValueHeaders: Record<string, string[]> = {};
  for (let i = 0; i + 1 < headers.length; i += 2)
    (multiValueHeaders[headers[i] ?? ''] ??= []).push(headers[i + 1] ?? '');
  return {
    status,
    body: await toText(body),
    headers: Object.fromEntries(
      Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1) ?? '']),
    ),
    multiValueHeaders,
    log: printLog(exchange),
    latency,
  };
}

async function toText(body: PlaneResponse['body']): Promise<string> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body.toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
