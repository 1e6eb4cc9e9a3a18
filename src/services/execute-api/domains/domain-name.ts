/** What may be a custom domain name, and what AWS makes up for one. */
import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { parseArn } from '../../../platform/arn.ts';
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import type { DomainRecord } from './store.ts';

const LONGEST_NAME = 253;
const LABELS =
  /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names that this port answers by itself: a domain of that name would hide AWS's APIs. */
const RESERVED =
  /(?:^|\.)(?:execute-api|lambda-url)\.|(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/** https://docs.aws.amazon.com/general/latest/gr/apigateway.html; other regions get that of us-east-1. */
const HOSTED_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
};
/** Of every CloudFront distribution. */
const EDGE_ZONE = 'Z2FDTNDATAQYW2';

export interface NewDomain {
  name: string | undefined;
  endpointType: DomainRecord['endpointType'];
  ipAddressType?: string | undefined;
  certificateArn?: string | undefined;
  certificateName?: string | undefined;
  ownershipVerificationCertificateArn?: string | undefined;
  securityPolicy?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/** Both API Gateways have this exception. */
export function badDomainRequest(message: string): AwsError {
  return serviceError('apigatewayv2', 'BadRequestException', message);
}

/** With AWS's defaults. @throws BadRequestException */
export function makeDomain(context: Context, input: NewDomain): DomainRecord {
  const { clock, ids, region } = context;
  const name = (input.name ?? '').toLowerCase();
  assertName(context, name);
  assertCertificates(context, input);
  const isEdge = input.endpointType === 'EDGE';
  return {
    name,
    endpointType: input.endpointType,
    ipAddressType: input.ipAddressType === 'dualstack' ? 'dualstack' : 'ipv4',
    certificateArn: input.certificateArn,
    certificateName: input.certificateName,
    certificateUploadedAtEpochMs: clock.now(),
    ownershipVerificationCertificateArn: input.ownershipVerificationCertificateArn,
    securityPolicy: input.securityPolicy ?? 'TLS_1_2',
    targetName: isEdge
      ? `d${ids.pick(LOWER_ALPHANUMERIC, 13)}.cloudfront.net`
      : `d-${ids.pick(LOWER_ALPHANUMERIC, 10)}.execute-api.${region}.amazonaws.com`,
    hostedZoneId: isEdge ? EDGE_ZONE : (HOSTED_ZONES[region] ?? HOSTED_ZONES['us-east-1']!),
    tags: input.tags ?? {},
  };
}

function assertName({ endpoint }: Context, name: string): void {
  if (name.length > LONGEST_NAME || !LABELS.test(name))
    throw badDomainRequest('Invalid domain name specified');
  if (RESERVED.test(name) || name === endpoint.hostname)
    throw badDomainRequest(
      `The domain name ${name} is reserved: under it this port answers other requests. Choose another one.`,
    );
}

/**
 * There is no ACM to ask: ARNs are checked for their shape and region only. An edge-optimized domain has
 * its certificate in us-east-1. @throws BadRequestException
 */
export function assertCertificates(
  { region }: Context,
  input: Pick<NewDomain, 'certificateArn' | 'endpointType' | 'ownershipVerificationCertificateArn'>,
): void {
  const wanted = input.endpointType === 'EDGE' ? 'us-east-1' : region;
  for (const text of [input.certificateArn, input.ownershipVerificationCertificateArn]) {
    if (text === undefined) continue;
    const arn = parseArn(text);
    const isFromAcm =
      arn?.service === 'acm' && arn.region === wanted && arn.resource.startsWith('certificate/');
    const isFromIam = arn?.service === 'iam' && arn.resource.startsWith('server-certificate/');
    if (!isFromAcm && !isFromIam)
      throw badDomainRequest(
        `Invalid certificate ARN: ${text.slice(0, 256)}. Certificate must be in '${wanted}'.`,
      );
  }
}
