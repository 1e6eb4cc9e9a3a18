/**
 * AWS service integrations: the gateway calls an action of another service, and passes on what that
 * answers, an error too, in the service's own wire format.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 */
import { AwsError } from '../../../protocol/aws-error.ts';
import type { WireResponse } from '../../../protocol/interface.ts';
import { loadModel } from '../../../protocol/model.ts';
import { writeError, writeOutput } from '../../../protocol/write.ts';
import type { Context } from '../../context.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { ServiceCall } from '../deployed-api.ts';
import type { Exchange } from '../exchange.ts';
import { failed } from './failed.ts';
import { callerOf } from './role-caller.ts';
import { type ServiceAction, toActionInput } from './service-actions.ts';

export function callService(exchange: Exchange, call: ServiceCall): Promise<PlaneResponse> {
  const { api, host } = exchange;
  const values = new Map(call.parameters.map(([name, value]) => [name, value(exchange)]));
  const request = toActionInput(call.action, values);
  // What AWS answers to a text that is no number is not documented.
  if (!request)
    return Promise.resolve(failed(exchange, 400, 'A parameter is not what the action wants'));
  const context = host.context({
    account: api.account,
    region: request.region ?? api.region,
    caller: callerOf(api.account, call.roleArn),
  });
  return new Promise((resolve, reject) => {
    // An action that takes longer goes on, unwatched.
    const timer = host.clock.realTimeout(call.timeoutMs, () =>
      resolve(failed(exchange, 503, `No answer within ${call.timeoutMs} ms`)),
    );
    run(context, call.action, request.input)
      .then((response) => toPlaneResponse(exchange, response, context.requestId))
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });
}

async function run(context: Context, action: ServiceAction, input: object): Promise<WireResponse> {
  const { operation: name, service } = action;
  const model = await loadModel(service);
  const operation = model.operations.get(name);
  if (!operation) throw new Error(`${service} has no operation ${name}.`);
  const protocol = action.protocol ?? model.wire.protocols[0] ?? 'aws-json-1.1';
  try {
    // The table of actions names only operations that AWS's models have.
    const output = await context.call(service, name as never, input as never);
    return writeOutput({ operation, protocol }, output, context.requestId);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return writeError(model, protocol, error, context.requestId);
  }
}

function toPlaneResponse(
  { report }: Exchange,
  { body, headers, status }: WireResponse,
  requestId: string,
): PlaneResponse {
  if (report) Object.assign(report, { status, requestId });
  return { status, headers: Object.entries(headers).flat(), body };
}
