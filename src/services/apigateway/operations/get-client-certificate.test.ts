import {
  GenerateClientCertificateCommand,
  GetClientCertificateCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('shows a certificate without its key, and answers 404 for an absent one', async () => {
  const made = await client.send(new GenerateClientCertificateCommand({}));
  const get = (clientCertificateId: string | undefined) =>
    client.send(new GetClientCertificateCommand({ clientCertificateId }));
  const shown = await get(made.clientCertificateId);
  expect(shown).toMatchObject({ pemEncodedCertificate: made.pemEncodedCertificate });
  expect(JSON.stringify(shown)).not.toContain('PRIVATE');
  expect(await failureOf(get('absent'))).toMatchObject({ status: 404 });
});
