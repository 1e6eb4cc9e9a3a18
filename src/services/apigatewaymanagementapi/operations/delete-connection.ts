import { operation } from '../../define-service.ts';
import { findConnection } from '../find-connection.ts';

/** Clients see code 1000, as does `$disconnect` (observed, boto/boto3#3789). https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
export const deleteConnection = operation(
  'apigatewaymanagementapi',
  'DeleteConnection',
  (input, context) => {
    findConnection(context, input.ConnectionId).close(1000, 'Connection Closed Normally');
    return {};
  },
);
