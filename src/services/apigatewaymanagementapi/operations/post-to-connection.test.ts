import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
  type PostToConnectionCommandInput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('post-to-connection', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayManagementApiClient);
    const input = {} as PostToConnectionCommandInput;
    expect(await client.send(new PostToConnectionCommand(input))).toMatchObject({});
  });
});
