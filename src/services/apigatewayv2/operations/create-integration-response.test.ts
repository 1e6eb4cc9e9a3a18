import {
  ApiGatewayV2Client,
  CreateIntegrationResponseCommand,
  type CreateIntegrationResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('create-integration-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as CreateIntegrationResponseCommandInput;
    expect(await client.send(new CreateIntegrationResponseCommand(input))).toMatchObject({});
  });
});
