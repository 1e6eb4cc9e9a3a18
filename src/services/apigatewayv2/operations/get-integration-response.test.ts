import {
  ApiGatewayV2Client,
  GetIntegrationResponseCommand,
  type GetIntegrationResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-integration-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetIntegrationResponseCommandInput;
    expect(await client.send(new GetIntegrationResponseCommand(input))).toMatchObject({});
  });
});
