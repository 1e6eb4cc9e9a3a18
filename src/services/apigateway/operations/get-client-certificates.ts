import { operation } from '../../define-service.ts';
import { toClientCertificate } from '../client-certificate.ts';
import { readPage } from '../page.ts';
import { clientCertificates } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificates.html */
export const getClientCertificates = operation(
  'apigateway',
  'GetClientCertificates',
  async (input, context) => {
    const page = await readPage(context, clientCertificates, [], input);
    return { ...page, items: page.items.map(toClientCertificate) };
  },
);
