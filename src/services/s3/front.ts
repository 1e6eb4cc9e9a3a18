/** What S3 does before and after its operations: CORS by each bucket's rules, and uploads by forms. */
import { s3PathStyle } from '../../protocol/http/s3-path.ts';
import type { WireResponse } from '../../protocol/interface.ts';
import type { ApiFront, FrontRequest } from '../api-front.ts';
import type { ServiceHost } from '../context.ts';
import { createStore } from '../store.ts';
import { corsRuleHeaders, type CorsRequest, matchCorsRule } from './cors.ts';
import { s3Error } from './errors.ts';
import { errorResponse } from './error-response.ts';
import { getSetting } from './settings.ts';
import { buckets } from './store.ts';

export function createS3Front(host: ServiceHost): ApiFront {
  const store = createStore(host.engine, host.defaultAccount, host.defaultRegion);

  const rulesOf = async (request: FrontRequest) => {
    const bucket = bucketOf(request);
    if (!bucket || !(await store.get(buckets, [bucket]))) return undefined;
    return (await getSetting(store, bucket, 'cors'))?.CORSRules ?? [];
  };
  return {
    async answerPreflight(request) {
      const rules = await rulesOf(request);
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
    },
    async corsHeaders(request) {
      const rules = await rulesOf(request);
      const asked = toCorsRequest(request);
      const rule = rules && matchCorsRule(rules, asked);
      return rule ? corsRuleHeaders(rule, asked) : {};
    },
    takesForm: (request) =>
      request.method === 'POST' &&
      /^\/[^/]+\/?$/.test(s3PathStyle(request)) &&
      request.query === '',
    async handleForm(request, run) {
      const { acceptForm } = await import('./form-upload.ts');
      return acceptForm(host, request, { bucket: bucketOf(request) ?? '', run });
    },
  };
}

function bucketOf(request: FrontRequest): string | undefined {
  const [, bucket] = s3PathStyle(request).split('/');
  return bucket === undefined || bucket === '' ? undefined : bucket;
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
