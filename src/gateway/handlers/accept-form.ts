import { AwsError } from '../../protocol/aws-error.ts';
import { responseHead } from '../../protocol/http/response-head.ts';
import { loadModel } from '../../protocol/model.ts';
import { identifyService } from '../../protocol/resolve.ts';
import { verifyFormPolicy } from '../../protocol/sigv4/verify.ts';
import type { FormCredential } from '../../services/api-front.ts';
import type { Exchange } from '../exchange.ts';
import { credentialError, translateCredentialError } from '../credential-error.ts';
import { authorize } from './authorize.ts';
import { openBody } from './read-body.ts';

/** Uploads by a browser's form, which are not in the model of any operation. */
export async function acceptForm(exchange: Exchange): Promise<void> {
  const { gateway, headers } = exchange;
  if (!headers['content-type']?.startsWith('multipart/form-data')) return;
  const serviceId = identifyService(exchange) ?? 's3';
  const front = gateway.fronts.get(serviceId);
  if (!front?.takesForm(exchange)) return;
  exchange.serviceId = serviceId;
  exchange.protocol = 'rest-xml';
  exchange.model = await loadModel(serviceId);
  exchange.operation = exchange.model.operations.get('PutObject')!;
  const response = await front.handleForm(
    { ...exchange, body: openBody(exchange) },
    async (operation, input, credential) => {
      if (credential) await identify(exchange, credential);
      exchange.input = input as Record<string, unknown>;
      await authorize(exchange);
      const { account, region, caller, requestId, signal } = exchange;
      const scope = { account, region, caller, requestId, signal };
      return gateway.run(serviceId, operation, input, scope);
    },
  );
  const head = responseHead('rest-xml', exchange.requestId);
  exchange.response = { ...response, headers: { ...head.headers, ...response.headers } };
}

async function identify(exchange: Exchange, credential: FormCredential): Promise<void> {
  const { gateway } = exchange;
  const { accessKeyId, region, sessionToken } = credential;
  exchange.accessKeyId = accessKeyId;
  exchange.region = region || gateway.defaultRegion;
  try {
    const { caller, secretAccessKey } = await gateway.resolveCaller(accessKeyId, sessionToken);
    exchange.caller = caller;
    exchange.account = caller.account;
    exchange.secretAccessKey = secretAccessKey;
    if (gateway.authorizer.mode !== 'off') assertSigned(exchange, credential);
  } catch (error) {
    if (gateway.authorizer.mode !== 'audit' || !(error instanceof AwsError))
      throw translateCredentialError(exchange, error);
    gateway.authorizer.note(exchange.caller, error);
  }
}

function assertSigned(exchange: Exchange, { region, signed }: FormCredential): void {
  const { secretAccessKey } = exchange;
  if (secretAccessKey === undefined) throw credentialError(exchange, 'unknown');
  // Signature Version 2, which AWS takes no more for new buckets either.
  if (!signed) throw credentialError(exchange, 'missing');
  verifyFormPolicy({ ...signed, secretAccessKey, region });
}
