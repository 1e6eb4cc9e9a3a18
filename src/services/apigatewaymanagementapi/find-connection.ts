import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { parseApiAddress } from '../execute-api/address.ts';
import type { ExecuteApiState } from '../execute-api/changes.ts';
import type { Connection } from '../execute-api/websocket/exchange.ts';
import type { OpenConnection } from '../execute-api/websocket/connections.ts';

/** As the data plane makes them. */
const CONNECTION_ID = /^[\w-]{15}=$/;

/**
 * The connection of this id, if it belongs to the API and the stage that the request was sent to. An
 * address that names no API (`http://localhost:4566`) reaches every connection of the caller's account.
 * @throws AwsError BadRequestException for what cannot be an id, GoneException, ForbiddenException
 */
export function findConnection(context: Context, connectionId: string | undefined): OpenConnection {
  const id = connectionId ?? '';
  if (!CONNECTION_ID.test(id))
    throw new AwsError('BadRequestException', `Invalid connectionId: ${id.slice(0, 128)}`, {
      status: 400,
    });
  const { connections } = context.state<ExecuteApiState>('apigatewayv2');
  const open = connections.find(id);
  // The id of another API's connection tells nothing of it: here, nobody has it.
  if (!open || !isAddressed(context, open.connection))
    throw serviceError('apigatewaymanagementapi', 'GoneException', 'The connection is gone.');
  if (open.connection.account !== context.account)
    throw serviceError('apigatewaymanagementapi', 'ForbiddenException', 'Forbidden');
  return open;
}

function isAddressed({ address }: Context, { apiId, stageName }: Connection): boolean {
  const found = address && parseApiAddress(address);
  if (!found) return true;
  const stage = found.path.slice(1, found.path.indexOf('/', 1));
  return found.apiId === apiId && stage === stageName;
}
