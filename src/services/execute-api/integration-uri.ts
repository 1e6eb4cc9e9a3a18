/** What an integration's URI points at. */
import { parseArn } from '../../platform/arn.ts';

export interface FunctionTarget {
  /** With its qualifier, if any. */
  functionArn: string;
  account: string;
  region: string;
}

const STAGE_VARIABLE = /\$\{stageVariables\.([\w-]+)\}/g;

/** Whether the URI is complete only together with a stage's variables. */
export function hasStageVariables(uri: string): boolean {
  return uri.includes('${stageVariables.');
}

/** Variables that the stage does not have become empty, as in AWS's mapping expressions. */
export function fillStageVariables(
  uri: string,
  variables: Readonly<Record<string, string>> = {},
): string {
  return uri.replace(STAGE_VARIABLE, (_match, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : '',
  );
}

/** A function's ARN, bare or inside `arn:…:apigateway:…:lambda:path/2015-03-31/functions/<arn>/invocations`, or `…/2021-11-15/functions/<arn>/response-streaming-invocations`. */
export function parseFunctionUri(uri: string): FunctionTarget | undefined {
  const outer = parseArn(uri);
  if (outer?.service === 'lambda') return parseFunctionArn(uri);
  const wrapped =
    /^path\/\d{4}-\d{2}-\d{2}\/functions\/(.+)\/(?:response-streaming-)?invocations$/.exec(
      outer?.resource ?? '',
    );
  const inner =
    outer?.service === 'apigateway' && outer.account === 'lambda' ? wrapped?.[1] : undefined;
  return inner === undefined ? undefined : parseFunctionArn(inner);
}

/** Whether the URI asks for an answer that streams. */
export function isStreamingUri(uri: string): boolean {
  return uri.endsWith('/response-streaming-invocations');
}

/** What an AWS service integration calls. */
export interface ServiceTarget {
  /** As in `<service>.<region>.amazonaws.com`; it need not be one that Brume has. */
  readonly service: string;
  /** Stands before the service in the host: a bucket. */
  readonly subdomain: string | undefined;
  readonly region: string;
  /** `action/<name>`, in which parameters may follow behind `&`, or `path/<path>`. */
  readonly kind: 'action' | 'path';
  /** The rest, with `{variables}` in it. */
  readonly rest: string;
}

/** `arn:aws:apigateway:<region>:[<subdomain>.]<service>:action|path/…`: https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export function parseServiceUri(uri: string): ServiceTarget | undefined {
  const arn = parseArn(uri);
  const [, kind, rest] = /^(action|path)\/(.*)$/s.exec(arn?.resource ?? '') ?? [];
  const [, subdomain, service] = /^(?:(.+)\.)?([\w-]+)$/.exec(arn?.account ?? '') ?? [];
  if (arn?.service !== 'apigateway' || service === undefined || rest === undefined)
    return undefined;
  return { service, subdomain, region: arn.region, kind: kind as ServiceTarget['kind'], rest };
}

export function parseHttpUri(uri: string): URL | undefined {
  // `{variables}` of the route may stand in host and path.
  const text = uri.replace(/\{[\w.+-]+\}/g, 'x');
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

function parseFunctionArn(text: string): FunctionTarget | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'lambda' || !/^function:[\w-]+(:[\w$-]+)?$/.test(arn.resource))
    return undefined;
  return { functionArn: text, account: arn.account, region: arn.region };
}
