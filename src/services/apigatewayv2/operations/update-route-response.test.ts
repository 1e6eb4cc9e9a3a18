import {
  ApiGatewayV2Client,
  UpdateRouteResponseCommand,
  type UpdateRouteResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('update-route-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as UpdateRouteResponseCommandInput;
    expect(await client.send(new UpdateRouteResponseCommand(input))).toMatchObject({});
  });
});
