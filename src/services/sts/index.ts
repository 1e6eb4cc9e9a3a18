import { defineService } from '../define-service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

/** AWS Security Token Service: who is calling, and credentials for a while. */
export const sts = defineService({
  id: 'sts',
  operations: [assumeRole, getAccessKeyInfo, getCallerIdentity, getSessionToken],
});
