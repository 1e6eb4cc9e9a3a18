import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { assertCertificates } from '../../execute-api/domains/domain-name.ts';
import { type DomainRecord, domains } from '../../execute-api/domains/store.ts';
import { readConfiguration, toDomainName } from '../domain.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#UpdateDomainName */
export const updateDomainName = operation('apigatewayv2', 'UpdateDomainName', (input, context) =>
  changeDomain(context, input.DomainName, (tx, { domain }, key) => {
    const members = readConfiguration('UpdateDomainName', input);
    if (members) assertCertificates(context, members);
    const updated: DomainRecord = {
      ...domain,
      ...(members && {
        certificateArn: members.certificateArn,
        certificateName: members.certificateName,
        certificateUploadedAtEpochMs: context.clock.now(),
        ipAddressType: (members.ipAddressType ?? domain.ipAddressType) as 'ipv4',
        ownershipVerificationCertificateArn: members.ownershipVerificationCertificateArn,
        securityPolicy: members.securityPolicy ?? domain.securityPolicy,
      }),
    };
    tx.put(domains, key, updated);
    return toDomainName(context, updated);
  }),
);
