import {
  ApiGatewayV2Client,
  GetModelsCommand,
  type GetModelsCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-models', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetModelsCommandInput;
    expect(await client.send(new GetModelsCommand(input))).toMatchObject({});
  });
});
