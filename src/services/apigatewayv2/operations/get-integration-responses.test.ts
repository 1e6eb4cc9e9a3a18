import {
  ApiGatewayV2Client,
  GetIntegrationResponsesCommand,
  type GetIntegrationResponsesCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-integration-responses', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetIntegrationResponsesCommandInput;
    expect(await client.send(new GetIntegrationResponsesCommand(input))).toMatchObject({});
  });
});
