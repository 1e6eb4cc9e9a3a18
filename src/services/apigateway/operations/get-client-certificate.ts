import { operation } from '../../define-service.ts';
import { getClientCertificateRecord, toClientCertificate } from '../client-certificate.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificate.html */
export const getClientCertificate = operation(
  'apigateway',
  'GetClientCertificate',
  async (input, context) =>
    toClientCertificate(await getClientCertificateRecord(context.store, input.clientCertificateId)),
);
