import { defineService } from '../define-service.ts';

/** AWS Identity and Access Management: identities and policies, kept and returned faithfully, and asked where IAM counts. */
export const iam = defineService({
  id: 'iam',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
});
