import type { TestInvokeAuthorizerResponse } from '@aws-sdk/client-api-gateway';
import { GATEWAY_RESPONSES, GatewayError } from '../../execute-api/rest/gateway-response.ts';
import { askAuthorizer } from '../../execute-api/rest/handlers/authorize.ts';
import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { compileAuthorizer } from '../compile-stage.ts';
import { notFoundOf } from '../errors.ts';
import { authorizers } from '../store.ts';
import { makeTestExchange, printLog } from '../test-exchange.ts';

/** The stage that AWS names in the ARN of the method. */
const STAGE = 'ESTestInvoke-stage';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html */
export const testInvokeAuthorizer = operation(
  'apigateway',
  'TestInvokeAuthorizer',
  async (input, context): Promise<TestInvokeAuthorizerResponse> => {
    const { clock, store } = context;
    const api = await getRestApiRecord(context, input.restApiId);
    const definition = await store.get(authorizers, [api.id, input.authorizerId ?? '']);
    if (!definition) throw notFoundOf('authorizer');
    const asked = { stageName: STAGE, method: 'GET', path: '/' };
    const exchange = await makeTestExchange(context, api, asked, input);
    const authorizer = compileAuthorizer(context, input.stageVariables, definition);
    const sentAtMs = clock.monotonicMs();
    const latency = (): number => Math.round(clock.monotonicMs() - sentAtMs);
    try {
      const answer = await askAuthorizer(exchange, authorizer);
      exchange.log.info('Successfully completed authorizer execution');
      return {
        clientStatus: 0,
        latency: latency(),
        log: printLog(exchange),
        principalId: answer.principalId,
        policy: JSON.stringify(answer.policy),
      };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const [status] = GATEWAY_RESPONSES[error.refusal.type];
      exchange.log.error(error.message);
      return { clientStatus: status, latency: latency(), log: printLog(exchange) };
    }
  },
);
