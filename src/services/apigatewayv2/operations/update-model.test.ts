import {
  ApiGatewayV2Client,
  UpdateModelCommand,
  type UpdateModelCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('update-model', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as UpdateModelCommandInput;
    expect(await client.send(new UpdateModelCommand(input))).toMatchObject({});
  });
});
