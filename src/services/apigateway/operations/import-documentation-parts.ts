import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';

/** TODO: what it does, and the AWS page it follows. */
export const importDocumentationParts = operation('apigateway', 'ImportDocumentationParts', () => {
  // In this order: validate, load, decide, write, publish.
  throw notImplemented('apigateway', 'ImportDocumentationParts');
});
