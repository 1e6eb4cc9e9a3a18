import { operation, serviceError } from '../../define-service.ts';
import { MESSAGE_LIMIT_BYTES } from '../../execute-api/websocket/socket-connection.ts';
import { findConnection } from '../find-connection.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
export const postToConnection = operation(
  'apigatewaymanagementapi',
  'PostToConnection',
  (input, context) => {
    const data = input.Data as Uint8Array;
    if (data.length > MESSAGE_LIMIT_BYTES)
      throw serviceError(
        'apigatewaymanagementapi',
        'PayloadTooLargeException',
        `The message is longer than ${MESSAGE_LIMIT_BYTES} bytes.`,
      );
    const open = findConnection(context, input.ConnectionId);
    // Clients get text frames; bytes that are no UTF-8 would end their connection, so they are replaced.
    if (!open.send(Buffer.from(data).toString('utf8')))
      throw serviceError(
        'apigatewaymanagementapi',
        'LimitExceededException',
        'The buffer of the client is full.',
      );
    return {};
  },
);
