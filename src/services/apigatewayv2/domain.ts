import type {
  CreateDomainNameRequest,
  DomainName,
  DomainNameConfiguration,
  UpdateDomainNameRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../context.ts';
import type { NewDomain } from '../execute-api/domains/domain-name.ts';
import type { DomainRecord } from '../execute-api/domains/store.ts';
import { badRequest, refuseUnbuilt } from './errors.ts';

/** As the API's operations return it. */
export function toDomainName({ region }: Context, domain: DomainRecord): DomainName {
  return {
    ApiMappingSelectionExpression: '$request.basepath',
    DomainName: domain.name,
    DomainNameArn: `arn:aws:apigateway:${region}::/domainnames/${domain.name}`,
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: domain.targetName,
        CertificateArn: domain.certificateArn,
        CertificateName: domain.certificateName,
        CertificateUploadDate: new Date(domain.certificateUploadedAtEpochMs),
        DomainNameStatus: 'AVAILABLE',
        EndpointType: domain.endpointType,
        HostedZoneId: domain.hostedZoneId,
        IpAddressType: domain.ipAddressType,
        OwnershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn,
        SecurityPolicy: domain.securityPolicy as 'TLS_1_2',
      },
    ],
    RoutingMode: 'API_MAPPING_ONLY',
    Tags: domain.tags,
  };
}

/** The members of a domain that a request gives. @throws BadRequestException, NotImplemented */
export function readConfiguration(
  operation: string,
  input: Partial<CreateDomainNameRequest & UpdateDomainNameRequest>,
): Omit<NewDomain, 'name' | 'tags'> | undefined {
  refuseUnbuilt(operation, {
    'MutualTlsAuthentication.TruststoreUri': input.MutualTlsAuthentication?.TruststoreUri,
    [`RoutingMode ${input.RoutingMode}`]:
      (input.RoutingMode ?? 'API_MAPPING_ONLY') !== 'API_MAPPING_ONLY',
  });
  const [configuration, ...more] = input.DomainNameConfigurations ?? [];
  if (more.length > 0) throw badRequest('Only one domain name configuration can be specified');
  return configuration && toMembers(configuration);
}

function toMembers(configuration: DomainNameConfiguration): Omit<NewDomain, 'name' | 'tags'> {
  const { EndpointType = 'REGIONAL', SecurityPolicy = 'TLS_1_2' } = configuration;
  if (EndpointType !== 'REGIONAL' || SecurityPolicy !== 'TLS_1_2')
    throw badRequest(
      'Only REGIONAL domain names with a security policy of TLS 1.2 can be managed through the API Gateway V2 API. For TLS 1.0 domain names, please use the API Gateway V1 API to upgrade your security policy to TLS 1.2. Currently, only REST APIs can be attached to a domain name with a security policy of TLS 1.0.',
    );
  if (configuration.CertificateArn === undefined)
    throw badRequest('A certificate must be specified for the domain name configuration');
  return {
    endpointType: EndpointType,
    ipAddressType: configuration.IpAddressType,
    certificateArn: configuration.CertificateArn,
    certificateName: configuration.CertificateName,
    ownershipVerificationCertificateArn: configuration.OwnershipVerificationCertificateArn,
    securityPolicy: SecurityPolicy,
  };
}
