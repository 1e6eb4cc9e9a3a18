import {
  DeleteClientCertificateCommand,
  GenerateClientCertificateCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, expect, it } from 'vitest';
import { createIds } from '../../../platform/ids.ts';
import { makeClientCertificate } from '../client-certificate.ts';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy, call } = await startRestFixture();
afterAll(() => stack.stop());

it('makes a certificate for a year', async () => {
  const made = await client.send(new GenerateClientCertificateCommand({ description: 'mine' }));
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ description: 'mine' });
  expect(Object.keys(made)).not.toContain('privateKey');
  const certificate = new X509Certificate(made.pemEncodedCertificate ?? '');
  expect(certificate.subject).toContain('CN=ApiGateway');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(made.expirationDate!.getTime() - made.createdDate!.getTime()).toBe(365 * 86_400_000);
});

it('is what an HTTPS backend knows the stage by', async () => {
  const { pemEncodedCertificate, clientCertificateId = '' } = await client.send(
    new GenerateClientCertificateCommand({}),
  );
  // The backend's own: nobody has signed it, which the integration is told to overlook.
  const own = await makeClientCertificate({ clock: stack.clock, ids: createIds() });
  const backend = createServer(
    {
      cert: own.pemEncodedCertificate,
      key: own.privateKey,
      requestCert: true,
      rejectUnauthorized: true,
      ca: pemEncodedCertificate,
    },
    (request, response) => {
      const { fingerprint256 } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(fingerprint256);
    },
  ).listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = backend.address() as AddressInfo;
  const { id, root } = await createApi();
  await putMethod(
    id,
    root,
    'GET',
    {},
    {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: `https://127.0.0.1:${port}/`,
      tlsConfig: { insecureSkipVerification: true },
    },
  );
  await deploy(id);
  expect((await call(id, '/prod')).status).toBe(500);
  const use = (op: 'replace' | 'remove', value?: string) =>
    client.send(
      new UpdateStageCommand({
        restApiId: id,
        stageName: 'prod',
        patchOperations: [{ op, path: '/clientCertificateId', ...(value && { value }) }],
      }),
    );
  expect(await failureOf(use('replace', 'absent'))).toMatchObject({ status: 404 });
  await use('replace', clientCertificateId);
  expect(await call(id, '/prod')).toMatchObject({
    status: 200,
    body: new X509Certificate(pemEncodedCertificate ?? '').fingerprint256,
  });
  const remove = () => client.send(new DeleteClientCertificateCommand({ clientCertificateId }));
  expect(await failureOf(remove())).toMatchObject({ status: 400 });
  await use('remove');
  await remove();
  backend.closeAllConnections();
  backend.close();
});
