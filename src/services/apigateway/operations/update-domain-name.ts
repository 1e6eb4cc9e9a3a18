import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { assertCertificates } from '../../execute-api/domains/domain-name.ts';
import { domains } from '../../execute-api/domains/store.ts';
import { domainNamePatch, toDomainName } from '../domain-name.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDomainName.html */
export const updateDomainName = operation('apigateway', 'UpdateDomainName', (input, context) =>
  changeDomain(context, input.domainName, (tx, { domain }, key) => {
    const updated = applyPatch(domain, input.patchOperations, domainNamePatch);
    assertCertificates(context, updated);
    tx.put(domains, key, updated);
    return toDomainName(context, updated);
  }),
);
