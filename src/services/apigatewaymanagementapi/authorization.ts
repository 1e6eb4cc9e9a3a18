/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html */
import { formatArn } from '../../platform/arn.ts';
import type { ServiceAuthorization } from '../authorizer.ts';
import { textOf } from '../call-input.ts';
import type { Context } from '../context.ts';
import { parseApiAddress } from '../execute-api/address.ts';
import type { ExecuteApiState } from '../execute-api/changes.ts';

/** All three operations are one action; the resource is the request's method and path. */
export const authorization: ServiceAuthorization = {
  needsOf({ context, input, method }) {
    const id = textOf(input, 'ConnectionId') ?? '';
    const { account, region } = context;
    const resource = `${stageOf(context, id)}/${method}/@connections/${id}`;
    return [
      {
        action: 'execute-api:ManageConnections',
        resource: formatArn({ service: 'execute-api', region, account, resource }),
      },
    ];
  },
};

/** `<api>/<stage>` of the address; where it names none, of the connection. */
function stageOf(context: Context, connectionId: string): string {
  const found = context.address && parseApiAddress(context.address);
  if (found) return `${found.apiId}/${found.path.slice(1, found.path.indexOf('/', 1))}`;
  const { connections } = context.state<ExecuteApiState>('apigatewayv2');
  const open = connections.find(connectionId)?.connection;
  return open ? `${open.apiId}/${open.stageName}` : '*/*';
}
