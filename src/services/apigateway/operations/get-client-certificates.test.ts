import {
  GenerateClientCertificateCommand,
  GetClientCertificatesCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('lists certificates without their keys', async () => {
  await client.send(new GenerateClientCertificateCommand({ description: 'one' }));
  const answer = await client.send(new GetClientCertificatesCommand({}));
  expect(answer.items).toMatchObject([{ description: 'one' }]);
  expect(JSON.stringify(answer)).not.toContain('PRIVATE');
});
