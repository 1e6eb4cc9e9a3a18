/** From an access key to who is calling: the gateway asks this for every signed request. */
import type { RootCredentials } from '../../authorization/mode.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { isAccessKeyId } from '../access-key-id.ts';
import type { Caller, ServiceHost } from '../context.ts';
import {
  CREDENTIAL_CHANGED,
  type Credential,
  credentials,
  SESSION_TOKEN_PREFIX,
} from '../credentials.ts';
import { createStore } from '../store.ts';

export interface ResolvedCaller {
  caller: Caller;
  /** For signature verification; undefined for keys that Brume did not issue, whose secret nobody knows. */
  secretAccessKey: string | undefined;
}

export interface CallerResolver {
  /**
   * Who holds this key. A 12-digit key is the root of that account; a key issued by IAM or STS is its
   * user or session; any other is the root of the default account.
   * Answers at once, without a promise, for a key that it has seen before.
   * @throws AwsError `InvalidClientTokenId` (inactive key, wrong session token), `ExpiredToken`
   */
  resolve(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): ResolvedCaller | Promise<ResolvedCaller>;
  /** Forgets all keys (the engine was emptied). */
  reset(): void;
  close(): void;
}

/** Keys remembered; the oldest are forgotten first, so that made-up keys cannot fill the memory. */
const REMEMBERED_KEYS = 10_000;
/** Hints may be lost between nodes; after this long a key is looked up again. */
const REMEMBERED_MS = 30_000;

interface Remembered {
  credential: Credential | undefined;
  untilMonotonicMs: number;
}

export function createCallerResolver(
  host: Pick<ServiceHost, 'engine' | 'clock' | 'defaultAccount'> & { root?: RootCredentials },
): CallerResolver {
  const { clock, engine } = host;
  const store = createStore(engine, '', '');
  const known = new Map<string, Remembered>();
  // A key that changes while it is being read must not be remembered as it was.
  let changes = 0;
  const unsubscribe = engine.bus.subscribe(`${CREDENTIAL_CHANGED}*`, (subject) => {
    changes++;
    known.delete(subject.slice(CREDENTIAL_CHANGED.length));
  });

  const lookUp = async (accessKeyId: string): Promise<Credential | undefined> => {
    const before = changes;
    const credential = await store.get(credentials, [accessKeyId]);
    if (before === changes) {
      const oldest = known.size < REMEMBERED_KEYS ? undefined : known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
      known.set(accessKeyId, { credential, untilMonotonicMs: clock.monotonicMs() + REMEMBERED_MS });
    }
    return credential;
  };

  const check = (
    accessKeyId: string,
    credential: Credential | undefined,
    token: string | undefined,
  ): ResolvedCaller => {
    if (!credential) return resolveForeign(accessKeyId, token, host);
    const { session, account, arn, userId } = credential;
    if (!credential.active || (session && session.token !== token)) throw invalidToken();
    if (session && session.expiresAtEpochMs <= clock.now()) throw expiredToken();
    return {
      caller: { arn, userId, account, accessKeyId, ...(session && { session }) },
      secretAccessKey: credential.secretAccessKey,
    };
  };

  return {
    resolve(accessKeyId, sessionToken) {
      if (!isAccessKeyId(accessKeyId)) return resolveForeign(accessKeyId, sessionToken, host);
      const remembered = known.get(accessKeyId);
      if (remembered && remembered.untilMonotonicMs > clock.monotonicMs()) {
        return check(accessKeyId, remembered.credential, sessionToken);
      }
      return lookUp(accessKeyId).then((credential) => check(accessKeyId, credential, sessionToken));
    },
    reset: () => known.clear(),
    close: unsubscribe,
  };
}

function resolveForeign(
  accessKeyId: string,
  token: string | undefined,
  host: { defaultAccount: string; root?: RootCredentials },
): ResolvedCaller {
  // A session of ours that is gone (long expired, or of another state folder) must not become root.
  if (token?.startsWith(SESSION_TOKEN_PREFIX)) throw invalidToken();
  const isAccount = /^\d{12}$/.test(accessKeyId);
  const account = isAccount ? accessKeyId : host.defaultAccount;
  const caller = { arn: `arn:aws:iam::${account}:root`, userId: account, account, accessKeyId };
  const isRoot = isAccount || accessKeyId === host.root?.accessKeyId;
  return { caller, secretAccessKey: isRoot ? host.root?.secretAccessKey : undefined };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function invalidToken(): AwsError {
  return new AwsError(
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    {
      status: 403,
    },
  );
}

function expiredToken(): AwsError {
  return new AwsError('ExpiredToken', 'The security token included in the request is expired', {
    status: 403,
  });
}
