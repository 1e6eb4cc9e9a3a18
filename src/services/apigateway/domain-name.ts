import type { CreateDomainNameRequest, DomainName } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { NewDomain } from '../execute-api/domains/domain-name.ts';
import type { DomainRecord } from '../execute-api/domains/store.ts';
import { badRequest } from './errors.ts';
import { choice, type PatchRules, text } from './patch.ts';

/** A certificate belongs to the one kind of endpoint that the domain has. */
const certificate = text('certificateArn', ['add', 'replace']);
const certificateName = text('certificateName', ['add', 'replace']);

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDomainName-Patch */
export const domainNamePatch: PatchRules = {
  '/certificateArn': certificate,
  '/certificateName': certificateName,
  '/regionalCertificateArn': certificate,
  '/regionalCertificateName': certificateName,
  '/ownershipVerificationCertificateArn': text('ownershipVerificationCertificateArn', [
    'add',
    'replace',
  ]),
  '/securityPolicy': text('securityPolicy'),
  '/endpointConfiguration/ipAddressType': choice('ipAddressType', ['ipv4', 'dualstack']),
  '/endpointConfiguration/types/{index}': {
    ops: ['add', 'remove', 'replace'],
    apply(target, { op, value }) {
      if (op === 'remove') return;
      target['endpointType'] = assertEndpointType('UpdateDomainName', value);
    },
  },
};

/** As the API's operations return it. */
export function toDomainName({ region }: Context, domain: DomainRecord): DomainName {
  const { certificateArn, certificateName: name, hostedZoneId, targetName } = domain;
  return {
    domainName: domain.name,
    domainNameArn: `arn:aws:apigateway:${region}::/domainnames/${domain.name}`,
    certificateUploadDate: new Date(domain.certificateUploadedAtEpochMs),
    ...(domain.endpointType === 'EDGE'
      ? {
          certificateArn,
          certificateName: name,
          distributionDomainName: targetName,
          distributionHostedZoneId: hostedZoneId,
        }
      : {
          regionalCertificateArn: certificateArn,
          regionalCertificateName: name,
          regionalDomainName: targetName,
          regionalHostedZoneId: hostedZoneId,
        }),
    domainNameStatus: 'AVAILABLE',
    endpointConfiguration: { types: [domain.endpointType], ipAddressType: domain.ipAddressType },
    ownershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn,
    routingMode: 'BASE_PATH_MAPPING_ONLY',
    securityPolicy: domain.securityPolicy as 'TLS_1_2',
    tags: domain.tags,
  };
}

/** @throws BadRequestException, NotImplemented */
export function readNewDomain(input: CreateDomainNameRequest): NewDomain {
  const { endpointConfiguration: endpoint, mutualTlsAuthentication: mutualTls } = input;
  const endpointType = assertEndpointType('CreateDomainName', endpoint?.types?.[0] ?? 'EDGE');
  refuse('mutualTlsAuthentication', mutualTls?.truststoreUri);
  refuse('policy', input.policy);
  refuse('endpointAccessMode STRICT', input.endpointAccessMode === 'STRICT');
  const { routingMode = 'BASE_PATH_MAPPING_ONLY' } = input;
  refuse(`routingMode ${routingMode}`, routingMode !== 'BASE_PATH_MAPPING_ONLY');
  refuse('certificateBody', input.certificateBody ?? input.certificatePrivateKey);
  const isEdge = endpointType === 'EDGE';
  const certificateArn = isEdge ? input.certificateArn : input.regionalCertificateArn;
  const name = isEdge ? input.certificateName : input.regionalCertificateName;
  if (certificateArn === undefined && name === undefined)
    throw badRequest(
      `A ${isEdge ? 'certificate' : 'regional certificate'} ARN or name must be specified for ${endpointType} domain names`,
    );
  return {
    name: input.domainName,
    endpointType,
    ipAddressType: endpoint?.ipAddressType,
    certificateArn,
    certificateName: name,
    ownershipVerificationCertificateArn: input.ownershipVerificationCertificateArn,
    securityPolicy: input.securityPolicy,
    tags: input.tags,
  };
}

function refuse(setting: string, value: unknown): void {
  if (value !== undefined && value !== false && value !== '')
    throw notImplemented(
      'apigateway',
      'CreateDomainName',
      `the setting ${setting} of custom domain names`,
    );
}

function assertEndpointType(
  operation: string,
  type: string | undefined,
): DomainRecord['endpointType'] {
  if (type === 'PRIVATE')
    throw notImplemented('apigateway', operation, 'PRIVATE custom domain names');
  if (type !== 'EDGE' && type !== 'REGIONAL') throw badRequest('Invalid endpoint type specified');
  return type;
}
