import { CreateDomainNameCommand, GetTagsCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { CERTIFICATE_ARN, failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());
const create = (input: object) =>
  client.send(new CreateDomainNameCommand({ domainName: 'x.example.com', ...input }));

it('makes an edge-optimized domain unless told otherwise', async () => {
  const made = await create({ certificateArn: CERTIFICATE_ARN, tags: { a: 'b' } });
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({
    domainName: 'x.example.com',
    certificateArn: CERTIFICATE_ARN,
    distributionDomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    distributionHostedZoneId: 'Z2FDTNDATAQYW2',
    domainNameStatus: 'AVAILABLE',
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    securityPolicy: 'TLS_1_2',
    tags: { a: 'b' },
  });
  const resourceArn = 'arn:aws:apigateway:us-east-1::/domainnames/x.example.com';
  expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ a: 'b' });
});

it('makes a regional one', async () => {
  const made = await create({
    domainName: 'regional.example.com',
    regionalCertificateArn: CERTIFICATE_ARN,
    endpointConfiguration: { types: ['REGIONAL'] },
    securityPolicy: 'TLS_1_0',
  });
  expect(made).toMatchObject({
    regionalCertificateArn: CERTIFICATE_ARN,
    regionalDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\./),
    securityPolicy: 'TLS_1_0',
  });
  expect(made).not.toHaveProperty('distributionDomainName');
});

it.each([
  [{}, 400],
  [{ domainName: 'nodot', certificateArn: CERTIFICATE_ARN }, 400],
  [{ certificateArn: CERTIFICATE_ARN }, 400],
  [{ domainName: 'y.example.com', certificateArn: 'nonsense' }, 400],
  [{ certificateArn: CERTIFICATE_ARN, endpointConfiguration: { types: ['REGIONAL'] } }, 400],
  [{ certificateArn: CERTIFICATE_ARN, endpointConfiguration: { types: ['PRIVATE'] } }, 501],
  [{ certificateArn: CERTIFICATE_ARN, policy: '{}' }, 501],
  [{ certificateName: 'n', certificateBody: 'b', certificatePrivateKey: 'k' }, 501],
  [
    {
      certificateArn: CERTIFICATE_ARN,
      mutualTlsAuthentication: { truststoreUri: 's3://b/k' },
    },
    501,
  ],
])('refuses %j', async (input, status) => {
  expect(await failureOf(create(input))).toMatchObject({ status });
});
