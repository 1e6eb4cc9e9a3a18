import { operation } from '../../define-service.ts';
import { makeClientCertificate, toClientCertificate } from '../client-certificate.ts';
import { clientCertificates } from '../store.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GenerateClientCertificate.html */
export const generateClientCertificate = operation(
  'apigateway',
  'GenerateClientCertificate',
  async ({ description, tags }, context) => {
    assertTags(tags);
    const certificate = {
      ...(await makeClientCertificate(context)),
      ...(description !== undefined && { description }),
      ...(tags && { tags }),
    };
    await context.store.put(clientCertificates, [certificate.clientCertificateId], certificate);
    return toClientCertificate(certificate);
  },
);
