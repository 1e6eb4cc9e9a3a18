import {
  ApiGatewayV2Client,
  DeleteModelCommand,
  type DeleteModelCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('delete-model', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as DeleteModelCommandInput;
    expect(await client.send(new DeleteModelCommand(input))).toMatchObject({});
  });
});
