import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  type DeleteConnectionCommandInput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('delete-connection', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayManagementApiClient);
    const input = {} as DeleteConnectionCommandInput;
    expect(await client.send(new DeleteConnectionCommand(input))).toMatchObject({});
  });
});
