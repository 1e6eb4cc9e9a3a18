import { internalFailure, type SocketExchange, SocketFailure } from './exchange.ts';
import { integrate } from './integrate.ts';
import { finish, toFailure, withRoute } from './run-event.ts';
import { MESSAGE_LIMIT_BYTES } from './socket-connection.ts';
import { lookUp } from './source.ts';

/**
 * Selects the route of a message and runs it. Never rejects.
 * @returns what goes back to the client: the answer of a two-way route, or what went wrong
 */
export async function answerMessage(exchange: SocketExchange): Promise<string | undefined> {
  try {
    selectRoute(exchange);
    const answer = await run(exchange);
    finish(exchange, 200, answer?.length);
    return answer;
  } catch (error) {
    const failure = toFailure(exchange, error);
    exchange.failure = failure.message;
    exchange.log?.error(failure.detail);
    const text = toErrorText(exchange, failure.message);
    finish(exchange, failure.status, text.length);
    return text;
  }
}

/** What the expression finds, else `$default`; a message that is no JSON is `$default`'s, too. */
function selectRoute(exchange: SocketExchange): void {
  const { routes, selectRoute: select } = exchange.stage;
  const key = select((path) => lookUp(exchange, path));
  const route = selectable(key) ?? routes.get('$default');
  if (!route) throw new SocketFailure(403, 'Forbidden', 'No route matches the message');
  withRoute(exchange, route);

  // Clients cannot reach what belongs to the gateway by naming it.
  function selectable(name: string | undefined): ReturnType<typeof routes.get> {
    return name === undefined || name.startsWith('$') ? undefined : routes.get(name);
  }
}

async function run(exchange: SocketExchange): Promise<string | undefined> {
  const { host, log, stage } = exchange;
  const route = exchange.route!;
  log?.info(`Starting execution for route ${route.routeKey} of stage ${stage.name}`);
  log?.data(`Message: ${exchange.body ?? ''}`);
  if (route.throttle && !route.throttle.take(host.clock.now()))
    throw new SocketFailure(429, 'Too Many Requests');
  validate(exchange);
  const { body } = await integrate(exchange, route.integration);
  if (!route.isTwoWay) return undefined;
  if (Buffer.byteLength(body) > MESSAGE_LIMIT_BYTES)
    throw internalFailure(`The response is longer than ${MESSAGE_LIMIT_BYTES} bytes`);
  return body.toString();
}

/** @throws SocketFailure for a message that is not as the route's model wants it */
function validate(exchange: SocketExchange): void {
  const { validation } = exchange.route!;
  if (!validation) return;
  const key = validation.select((path) => lookUp(exchange, path)) ?? '$default';
  const reasons = validation.check(key, exchange.body ?? '');
  if (reasons.length > 0) throw new SocketFailure(400, 'Invalid request body', reasons.join(', '));
}

/** As AWS writes it (recorded): a space behind the first colon only. */
export function toErrorText({ connection, requestId }: SocketExchange, message: string): string {
  return `{"message": ${JSON.stringify(message)}, "connectionId":${JSON.stringify(connection.connectionId)}, "requestId":${JSON.stringify(requestId)}}`;
}
