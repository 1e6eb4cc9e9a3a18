import {
  CreateDomainNameCommand,
  GetTagsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { CERTIFICATE_ARN, failureOf, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());
const configuration = { CertificateArn: CERTIFICATE_ARN, EndpointType: 'REGIONAL' } as const;
const create = (DomainName: string, input: object = {}) =>
  client.send(
    new CreateDomainNameCommand({
      DomainName,
      DomainNameConfigurations: [configuration],
      ...input,
    }),
  );

it("answers 201 with AWS's defaults", async () => {
  const made = await create('API.example.com', { Tags: { a: 'b' } });
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({
    ApiMappingSelectionExpression: '$request.basepath',
    DomainName: 'api.example.com',
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: expect.stringMatching(
          /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/,
        ),
        CertificateArn: CERTIFICATE_ARN,
        DomainNameStatus: 'AVAILABLE',
        EndpointType: 'REGIONAL',
        HostedZoneId: 'Z1UJRXOUMOOFQ8',
        IpAddressType: 'ipv4',
        SecurityPolicy: 'TLS_1_2',
      },
    ],
    RoutingMode: 'API_MAPPING_ONLY',
    Tags: { a: 'b' },
  });
});

it('has tags like other resources', async () => {
  await create('tagged.example.com');
  const ResourceArn = 'arn:aws:apigateway:us-east-1::/domainnames/tagged.example.com';
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { c: 'd' } }));
  expect(await client.send(new GetTagsCommand({ ResourceArn }))).toMatchObject({
    Tags: { c: 'd' },
  });
});

it('refuses a name that any account has', async () => {
  await create('taken.example.com');
  expect(await failureOf(create('taken.example.com'))).toMatchObject({
    name: 'BadRequestException',
    message: 'The domain name you provided already exists.',
  });
});

it.each([
  '',
  'nodot',
  'a b.example.com',
  '-a.example.com',
  'a..b.com',
  '*.*.example.com',
  '1.2.3.4',
  'localhost',
  's3.us-east-1.amazonaws.com',
  'x.execute-api.localhost',
  `${'a.'.repeat(130)}com`,
  '__proto__',
])('refuses the name %j', async (name) => {
  expect(await failureOf(create(name))).toMatchObject({ name: 'BadRequestException' });
});

it.each([
  [
    { DomainNameConfigurations: [{ ...configuration, SecurityPolicy: 'TLS_1_0' }] },
    /^Only REGIONAL domain names with a security policy of TLS 1\.2/,
  ],
  [{ DomainNameConfigurations: [{ ...configuration, EndpointType: 'EDGE' }] }, /^Only REGIONAL/],
  [
    { DomainNameConfigurations: [{ CertificateArn: CERTIFICATE_ARN.replace('east', 'west') }] },
    /^Invalid certificate ARN: .* Certificate must be in 'us-east-1'\.$/,
  ],
  [{ DomainNameConfigurations: [{ CertificateArn: 'nonsense' }] }, /^Invalid certificate ARN/],
  [{ DomainNameConfigurations: [{}] }, /certificate/],
  [{ DomainNameConfigurations: [] }, /configuration/],
])('refuses %j', async (input, message) => {
  expect(await failureOf(create('refused.example.com', input))).toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(message),
  });
});

it.each([
  { MutualTlsAuthentication: { TruststoreUri: 's3://bucket/store.pem' } },
  { RoutingMode: 'ROUTING_RULE_ONLY' },
])('says honestly that %j is not there yet', async (input) => {
  expect(await failureOf(create('later.example.com', input))).toMatchObject({ status: 501 });
});
