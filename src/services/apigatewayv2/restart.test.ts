import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  GetApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, it, onTestFinished } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ask, startBackend } from '../execute-api/fixture.ts';
import { CERTIFICATE_ARN } from './fixture.ts';

const DomainName = 'api.example.com';

it('serves an API and its domain again after a restart', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'brume-apigatewayv2-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  await using backend = await startBackend();
  const input = { Name: 'kept', ProtocolType: 'HTTP', Target: backend.url } as const;
  let before;
  {
    await using stack = await createStack({ stateDir });
    const client = stack.client(ApiGatewayV2Client);
    before = await client.send(new CreateApiCommand(input));
    const DomainNameConfigurations = [{ CertificateArn: CERTIFICATE_ARN }];
    await client.send(new CreateDomainNameCommand({ DomainName, DomainNameConfigurations }));
    const { ApiId } = before;
    await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: '$default' }));
  }
  await using stack = await createStack({ stateDir });
  const { ApiId } = before;
  const after = await stack.client(ApiGatewayV2Client).send(new GetApiCommand({ ApiId }));
  expect(after).toMatchObject({ Name: 'kept', CreatedDate: before.CreatedDate });
  const answer = await ask(stack, { path: '/any', host: `${ApiId}.execute-api.localhost` });
  expect(answer.status).toBe(200);
  expect(await ask(stack, { path: '/any', host: DomainName })).toMatchObject({ status: 200 });
});
