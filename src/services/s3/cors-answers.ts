/** What CORS answers and adds: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import type { CORSRule } from '@aws-sdk/client-s3';
import type { WireResponse } from '../../protocol/interface.ts';
import type { FrontRequest } from '../api-front.ts';
import type { ServiceHost } from '../context.ts';
import { createStore } from '../store.ts';
import { corsRuleHeaders, type CorsRequest, matchCorsRule } from './cors.ts';
import { errorResponse } from './error-response.ts';
import { s3Error } from './errors.ts';
import { bucketOf } from './request-bucket.ts';
import { getSetting } from './settings.ts';
import { buckets } from './store.ts';

/** Undefined when no bucket is addressed. */
export async function answerPreflight(
  host: ServiceHost,
  request: FrontRequest,
): Promise<WireResponse | undefined> {
  const rules = await rulesOf(host, request);
  if (!rules) return undefined;
  const asked = toCorsRequest(request);
  if (rules.length === 0)
    return refuse('CORSResponse: CORS is not enabled for this bucket.', asked);
  const rule = matchCorsRule(rules, asked);
  return rule
    ? { status: 200, headers: corsRuleHeaders(rule, asked), body: '' }
    : refuse(
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        asked,
      );
}

/** For the answer to a request with an Origin; nothing without a rule that allows it. */
export async function corsHeaders(
  host: ServiceHost,
  request: FrontRequest,
): Promise<Record<string, string>> {
  const rules = await rulesOf(host, request);
  const asked = toCorsRequest(request);
  const rule = rules && matchCorsRule(rules, asked);
  return rule ? corsRuleHeaders(rule, asked) : {};
}

async function rulesOf(
  host: ServiceHost,
  request: FrontRequest,
): Promise<readonly CORSRule[] | undefined> {
  const store = createStore(host.engine, host.defaultAccount, host.defaultRegion);
  const bucket = bucketOf(request);
  if (!bucket || !(await store.get(buckets, [bucket]))) return undefined;
  return (await getSetting(store, bucket, 'cors'))?.CORSRules ?? [];
}

function toCorsRequest({ method, headers }: FrontRequest): CorsRequest {
  return {
    origin: headers['origin'] ?? '',
    method: headers['access-control-request-method'] ?? method,
    headers: (headers['access-control-request-headers'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  };
}

function refuse(message: string, { method }: CorsRequest): WireResponse {
  return errorResponse(
    s3Error(403, 'AccessForbidden', message, { Method: method, ResourceType: 'OBJECT' }),
  );
}
