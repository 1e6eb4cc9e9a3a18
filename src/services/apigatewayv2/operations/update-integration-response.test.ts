import {
  ApiGatewayV2Client,
  UpdateIntegrationResponseCommand,
  type UpdateIntegrationResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('update-integration-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as UpdateIntegrationResponseCommandInput;
    expect(await client.send(new UpdateIntegrationResponseCommand(input))).toMatchObject({});
  });
});
