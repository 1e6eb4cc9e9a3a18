import {
  ApiGatewayV2Client,
  DeleteIntegrationResponseCommand,
  type DeleteIntegrationResponseCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('delete-integration-response', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as DeleteIntegrationResponseCommandInput;
    expect(await client.send(new DeleteIntegrationResponseCommand(input))).toMatchObject({});
  });
});
