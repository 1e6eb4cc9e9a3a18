import { GetDomainNameCommand, UpdateDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { CERTIFICATE_ARN, failureOf, startFixture } from '../fixture.ts';

const { stack, client, createDomain } = await startFixture();
afterAll(() => stack.stop());
await createDomain('api.example.com');
const update = (input: object) =>
  client.send(new UpdateDomainNameCommand({ DomainName: 'api.example.com', ...input }));

it('changes the certificate and keeps the rest', async () => {
  const { DomainNameConfigurations: [before] = [] } = await client.send(
    new GetDomainNameCommand({ DomainName: 'api.example.com' }),
  );
  const CertificateArn = `${CERTIFICATE_ARN}-new`;
  const { DomainNameConfigurations: [after] = [] } = await update({
    DomainNameConfigurations: [{ CertificateArn }],
  });
  expect(after).toMatchObject({
    CertificateArn,
    ApiGatewayDomainName: before?.ApiGatewayDomainName,
  });
});

it('refuses a certificate from elsewhere, and an absent domain', async () => {
  const elsewhere = [{ CertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x' }];
  expect(await failureOf(update({ DomainNameConfigurations: elsewhere }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(update({ DomainName: 'absent.example.com' }))).toMatchObject({
    status: 404,
  });
});
