import {
  ApiGatewayV2Client,
  DeleteRouteResponseCommand,
  type DeleteRouteResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('delete-route-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as DeleteRouteResponseCommandInput;
    expect(await client.send(new DeleteRouteResponseCommand(input))).toMatchObject({});
  });
});
