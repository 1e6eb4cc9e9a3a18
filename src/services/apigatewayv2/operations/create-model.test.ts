import {
  ApiGatewayV2Client,
  CreateModelCommand,
  type CreateModelCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('create-model', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as CreateModelCommandInput;
    expect(await client.send(new CreateModelCommand(input))).toMatchObject({});
  });
});
