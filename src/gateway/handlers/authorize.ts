import { AwsError } from '../../protocol/aws-error.ts';
import { addressOf, type Exchange } from '../exchange.ts';

/** Whether policies let the caller do this: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export async function authorize(exchange: Exchange): Promise<void> {
  const { gateway, caller, operation, input, method, path, headers, sourceIp, tls } = exchange;
  const { authorizer } = gateway;
  if (authorizer.mode === 'off') return;
  const { service, name } = operation!;
  const { account, region, requestId, signal } = exchange;
  const authorization = await gateway.authorizationOf(service);
  const needs = await authorization?.needsOf({
    operation: name,
    input: input!,
    method,
    path,
    context: gateway.context({
      account,
      region,
      caller,
      requestId,
      address: addressOf(exchange),
      signal,
    }),
  });
  if (!needs) {
    const denial = `User: ${caller.arn} is not authorized to perform: ${service}:${name} because Brume does not know what it needs`;
    if (authorizer.mode === 'enforce') throw accessDenied(exchange, denial);
    authorizer.note(caller, accessDenied(exchange, denial));
    return;
  }
  const origin = {
    sourceIp,
    userAgent: headers['user-agent'],
    isTls: tls,
    region,
  };
  for (const need of needs) {
    const denial = await authorizer.check({ ...need, caller, origin });
    if (denial !== undefined) throw accessDenied(exchange, denial);
  }
}

/** The code and status of each protocol; the sentence is the same. */
function accessDenied({ protocol, caller, serviceId }: Exchange, message: string): AwsError {
  if (protocol === 'rest-xml')
    return new AwsError(
      'AccessDenied',
      caller.anonymous ? 'Access Denied' : quoteResource(message),
      { status: 403 },
    );
  if (protocol === 'aws-query') return new AwsError('AccessDenied', message, { status: 403 });
  const isRest = protocol === 'rest-json' || serviceId === 'apigateway';
  return new AwsError('AccessDeniedException', message, { status: isRest ? 403 : 400 });
}

/** S3 puts the resource into quotation marks. */
function quoteResource(message: string): string {
  return message.replace(/ on resource: (\S+)/, ' on resource: "$1"');
}
