import { UpdateDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { CERTIFICATE_ARN, failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startRestFixture();
afterAll(() => stack.stop());
await createDomain('api.example.com');
const replace = (path: string, value: string) =>
  client.send(
    new UpdateDomainNameCommand({
      domainName: 'api.example.com',
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );

it('changes the certificate, the policy and the kind of endpoint', async () => {
  const arn = `${CERTIFICATE_ARN}-new`;
  expect(await replace('/regionalCertificateArn', arn)).toMatchObject({
    regionalCertificateArn: arn,
  });
  expect(await replace('/securityPolicy', 'TLS_1_0')).toMatchObject({ securityPolicy: 'TLS_1_0' });
  expect(await replace('/endpointConfiguration/types/REGIONAL', 'EDGE')).toMatchObject({
    certificateArn: arn,
    endpointConfiguration: { types: ['EDGE'] },
  });
});

it.each([
  ['/certificateArn', 'nonsense', 400],
  ['/domainName', 'x', 400],
  ['/endpointConfiguration/types/0', 'nonsense', 400],
  ['/endpointConfiguration/types/0', 'PRIVATE', 501],
])('refuses to set %s to %s', async (path, value, status) => {
  expect(await failureOf(replace(path, value))).toMatchObject({ status });
});
