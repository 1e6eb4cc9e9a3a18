import {
  ApiGatewayV2Client,
  GetModelTemplateCommand,
  type GetModelTemplateCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('get-model-template', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(ApiGatewayV2Client);
    const input = {} as GetModelTemplateCommandInput;
    expect(await client.send(new GetModelTemplateCommand(input))).toMatchObject({});
  });
});
