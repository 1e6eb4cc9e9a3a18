import { array, assert, asyncProperty, constantFrom, oneof, record, string } from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { startFixture } from '../apigatewayv2/fixture.ts';
import { ask } from './fixture.ts';

const { stack, createApi, createIntegration, createRoute, createStage } = await startFixture();
afterAll(() => stack.stop());

const { ApiId } = await createApi({ CorsConfiguration: { AllowOrigins: ['https://a.example'] } });
await createRoute(ApiId, 'GET /a/{b}', await createIntegration(ApiId));
await createStage(ApiId, { StageName: '$default', AutoDeploy: true });
await createStage(ApiId, { StageName: 'prod', AutoDeploy: true });

const PIECES =
  '/ // . .. % %2 %2F %00 %ff %E2%82%AC %3F $default prod a {b} {proxy+} _user_request_ _aws execute-api ; @ : & = +';
const pieces = constantFrom(...PIECES.split(' '));
const requests = record({
  method: constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'DELETE'),
  path: array(pieces, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
  query: array(oneof(pieces, string({ unit: 'grapheme-ascii', maxLength: 3 })), {
    maxLength: 6,
  }).map((parts) => parts.join('').replaceAll(/[^\x21-\x7e]/g, '')),
  origin: constantFrom('https://a.example', 'null', 'https://evil.example', '%%%'),
  prefix: constantFrom('', `/_aws/execute-api/${ApiId}`, `/restapis/${ApiId}/prod/_user_request_`),
});

// The function is not there: 500 is the answer for whatever reaches it.
const EXPECTED = new Set([204, 400, 404, 431, 500]);

it('answers whatever is asked, in its own words and with its request id', async () => {
  const host = `${ApiId}.execute-api.localhost`;
  const answersWell = asyncProperty(requests, async ({ method, path, query, origin, prefix }) => {
    const answer = await ask(stack, {
      method,
      path: `${prefix}${path}?${query}`,
      headers: { origin, 'access-control-request-method': 'GET' },
      ...(prefix === '' && { host }),
    });
    expect(EXPECTED).toContain(answer.status);
    expect(answer.headers['apigw-requestid']).toMatch(/^[\w-]{15}=$/);
    expect(answer.headers['access-control-allow-origin'] ?? origin).toBe(origin);
  });
  await expect(assert(answersWell, { numRuns: 400 })).resolves.toBeUndefined();
});
