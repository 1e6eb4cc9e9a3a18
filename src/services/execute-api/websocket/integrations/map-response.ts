import type { IntegrationResponse } from '@aws-sdk/client-apigatewayv2';
import { compileJavaPattern } from '../../java-pattern.ts';
import type { WebSocketIntegration } from '../deployed.ts';
import { internalFailure, type SocketExchange } from '../exchange.ts';
import type { IntegrationAnswer } from '../integrate.ts';
import { runTemplate, selectTemplate } from '../templates.ts';

export interface EndpointAnswer {
  status: number;
  /** Alternating names and values. */
  headers: readonly string[];
  body: Buffer;
  /** What the keys of integration responses are matched with: a status, or a function's error message. */
  selection: string;
  /** Nobody may take it for a success unless a response of its own says so. */
  isFailure: boolean;
}

/** What the integration said, through the template of the response that its key selects. @throws SocketFailure */
export function mapResponse(
  exchange: SocketExchange,
  { responses }: WebSocketIntegration,
  answer: EndpointAnswer,
): IntegrationAnswer {
  const matching = responses.find((each) => matches(each, answer.selection));
  if (!matching && answer.isFailure) throw internalFailure('The endpoint failed', answer.status);
  const response =
    matching ?? responses.find(({ IntegrationResponseKey: key }) => key === '$default');
  const body = convert(response, answer.body);
  const template =
    response &&
    selectTemplate(exchange, response.ResponseTemplates, response.TemplateSelectionExpression);
  return {
    // A failure that a response has been made for is an answer like any other.
    status: answer.isFailure ? 200 : answer.status,
    headers: answer.headers,
    body: template === undefined ? body : runTemplate(exchange, template, body.toString('utf8')),
  };
}

/** Keys are `$default`, or a pattern between slashes. */
function matches({ IntegrationResponseKey: key = '' }: IntegrationResponse, text: string): boolean {
  const pattern = /^\/(.+)\/$/s.exec(key)?.[1];
  if (pattern === undefined) return key === text && key !== '';
  try {
    return compileJavaPattern(pattern).matches(text);
  } catch {
    return false;
  }
}

function convert(response: IntegrationResponse | undefined, body: Buffer): Buffer {
  if (response?.ContentHandlingStrategy === 'CONVERT_TO_TEXT')
    return Buffer.from(body.toString('base64'));
  if (response?.ContentHandlingStrategy === 'CONVERT_TO_BINARY')
    return Buffer.from(body.toString('utf8'), 'base64');
  return body;
}
