import {
  ApiGatewayV2Client,
  GetRouteResponsesCommand,
  type GetRouteResponsesCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-route-responses', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetRouteResponsesCommandInput;
    expect(await client.send(new GetRouteResponsesCommand(input))).toMatchObject({});
  });
});
