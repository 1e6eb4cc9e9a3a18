import { operation } from '../../define-service.ts';
import { findConnection } from '../find-connection.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
export const getConnection = operation(
  'apigatewaymanagementapi',
  'GetConnection',
  (input, context) => {
    const { connection, lastActiveAtEpochMs } = findConnection(context, input.ConnectionId);
    return {
      ConnectedAt: new Date(connection.connectedAtEpochMs),
      Identity: { SourceIp: connection.sourceIp, UserAgent: connection.userAgent ?? '' },
      LastActiveAt: new Date(lastActiveAtEpochMs),
    };
  },
);
