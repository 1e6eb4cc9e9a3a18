import type { CreateIntegrationResponseRequest } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../context.ts';
import { compileJavaPattern } from '../execute-api/java-pattern.ts';
import { parseSelectionExpression } from '../execute-api/websocket/selection-expression.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { type IntegrationResponseRecord, integrationResponses, integrations } from './store.ts';

/** Where AWS's texts are not known they are ours. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html */
export function assertIntegrationResponse(input: Partial<CreateIntegrationResponseRequest>): void {
  const { IntegrationResponseKey: key, TemplateSelectionExpression: selection } = input;
  if (key !== undefined && !isKey(key))
    throw badRequest('Integration response key must be $default or a /pattern/ between slashes');
  if (selection && !parseSelectionExpression(selection))
    throw badRequest('Invalid template selection expression specified');
}

function isKey(key: string): boolean {
  if (key === '$default') return true;
  const pattern = /^\/(.+)\/$/s.exec(key)?.[1];
  if (pattern === undefined) return false;
  try {
    compileJavaPattern(pattern);
    return true;
  } catch {
    return false;
  }
}

/** @throws ConflictException */
export async function assertResponseKey(
  tx: StoreTransaction,
  [apiId, integrationId]: readonly [string, string],
  key: string,
  ownId?: string,
): Promise<void> {
  const prefix = [apiId, integrationId];
  for (const { value } of await tx.scan(integrationResponses, { prefix }))
    if (value.IntegrationResponseKey === key && value.IntegrationResponseId !== ownId)
      throw conflict(`Integration response with key ${key} already exists for this integration`);
}

/** @throws NotFoundException */
export async function assertIntegration(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  integrationId: string | undefined,
): Promise<string> {
  if (!(await from.get(integrations, [apiId, integrationId ?? '']))) throw notFound('Integration');
  return integrationId ?? '';
}

/** @throws NotFoundException */
export async function getIntegrationResponseRecord(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  input: { IntegrationId?: string | undefined; IntegrationResponseId?: string | undefined },
): Promise<IntegrationResponseRecord> {
  const id = await assertIntegration(from, apiId, input.IntegrationId);
  const found = await from.get(integrationResponses, [
    apiId,
    id,
    input.IntegrationResponseId ?? '',
  ]);
  if (!found) throw notFound('IntegrationResponse');
  return found;
}
