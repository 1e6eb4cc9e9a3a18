import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';

/** TODO: what it does, and the AWS page it follows. */
export const getClientCertificate = operation('apigateway', 'GetClientCertificate', () => {
  // In this order: validate, load, decide, write, publish.
  throw notImplemented('apigateway', 'GetClientCertificate');
});
