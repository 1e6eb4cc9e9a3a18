import {
  ApiGatewayV2Client,
  CreateRouteResponseCommand,
  type CreateRouteResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('create-route-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as CreateRouteResponseCommandInput;
    expect(await client.send(new CreateRouteResponseCommand(input))).toMatchObject({});
  });
});
