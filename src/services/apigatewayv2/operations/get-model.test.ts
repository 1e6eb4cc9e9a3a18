import {
  ApiGatewayV2Client,
  GetModelCommand,
  type GetModelCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-model', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetModelCommandInput;
    expect(await client.send(new GetModelCommand(input))).toMatchObject({});
  });
});
