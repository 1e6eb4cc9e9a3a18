import {
  ApiGatewayManagementApiClient,
  GetConnectionCommand,
  type GetConnectionCommandInput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-connection', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayManagementApiClient);
    const input = {} as GetConnectionCommandInput;
    expect(await client.send(new GetConnectionCommand(input))).toMatchObject({});
  });
});
