import {
  ApiGatewayV2Client,
  GetRouteResponseCommand,
  type GetRouteResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-route-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetRouteResponseCommandInput;
    expect(await client.send(new GetRouteResponseCommand(input))).toMatchObject({});
  });
});
