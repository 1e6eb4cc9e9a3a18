/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html */
import { callerOrRefusal } from '../../signed-request.ts';
import { methodArnOf, refuse } from './authorizer.ts';
import type { SocketAuthorizer } from './deployed.ts';

/** The signature of the handshake is always verified; policies are asked where IAM counts. */
export const authorizeByIam: SocketAuthorizer = async (exchange) => {
  const { api, connection, handshake, host } = exchange;
  if (!handshake) throw new Error('Only a handshake can be signed.');
  const signed = await callerOrRefusal(host, handshake);
  if ('refusal' in signed) return refuse(exchange, 403);
  const denial = await host.authorizer.check({
    caller: signed.caller,
    action: 'execute-api:Invoke',
    resource: methodArnOf(exchange),
    origin: { sourceIp: handshake.sourceIp, isTls: handshake.tls, region: api.region },
  });
  if (denial !== undefined) return refuse(exchange, 403);
  connection.caller = signed.caller;
  return undefined;
};
