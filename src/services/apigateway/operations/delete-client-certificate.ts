import { operation } from '../../define-service.ts';
import { getClientCertificateRecord } from '../client-certificate.ts';
import { badRequest } from '../errors.ts';
import { clientCertificates, stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteClientCertificate.html */
export const deleteClientCertificate = operation(
  'apigateway',
  'DeleteClientCertificate',
  ({ clientCertificateId = '' }, { store }) =>
    store.transact([[clientCertificates, [clientCertificateId]]], async (tx) => {
      await getClientCertificateRecord(tx, clientCertificateId);
      const using = (await tx.scan(stages)).find(
        ({ value }) => value.clientCertificateId === clientCertificateId,
      );
      if (using)
        throw badRequest(
          `Client certificate ${clientCertificateId} is used by the stage ${using.key.join('/')}`,
        );
      tx.delete(clientCertificates, [clientCertificateId]);
      return {};
    }),
);
