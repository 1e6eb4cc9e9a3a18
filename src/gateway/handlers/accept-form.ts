import { responseHead } from '../../protocol/http/response-head.ts';
import { loadModel } from '../../protocol/model.ts';
import { identifyService } from '../../protocol/resolve.ts';
import type { FormCredential } from '../../services/api-front.ts';
import type { Exchange } from '../exchange.ts';
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
      const { account, region, caller, requestId, signal } = exchange;
      const scope = { account, region, caller, requestId, signal };
      return gateway.run(serviceId, operation, input, scope);
    },
  );
  const head = responseHead('rest-xml', exchange.requestId);
  exchange.response = { ...response, headers: { ...head.headers, ...response.headers } };
}

async function identify(exchange: Exchange, credential: FormCredential): Promise<void> {
  const { accessKeyId, region, sessionToken } = credential;
  exchange.accessKeyId = accessKeyId;
  exchange.region = region || exchange.gateway.defaultRegion;
  const { caller } = await exchange.gateway.resolveCaller(accessKeyId, sessionToken);
  exchange.caller = caller;
  exchange.account = exchange.caller.account;
}
