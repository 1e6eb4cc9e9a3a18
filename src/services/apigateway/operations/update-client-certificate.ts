import { operation } from '../../define-service.ts';
import {
  clientCertificatePatch,
  getClientCertificateRecord,
  toClientCertificate,
} from '../client-certificate.ts';
import { applyPatch } from '../patch.ts';
import { clientCertificates } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateClientCertificate.html */
export const updateClientCertificate = operation(
  'apigateway',
  'UpdateClientCertificate',
  ({ clientCertificateId = '', patchOperations }, { store }) =>
    store.transact([[clientCertificates, [clientCertificateId]]], async (tx) => {
      const before = await getClientCertificateRecord(tx, clientCertificateId);
      const updated = applyPatch(before, patchOperations, clientCertificatePatch);
      tx.put(clientCertificates, [clientCertificateId], updated);
      return toClientCertificate(updated);
    }),
);
