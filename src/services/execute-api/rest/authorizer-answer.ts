import type { AuthorizerAnswer } from './authorizer-cache.ts';

/**
 * What a Lambda authorizer returned. One that throws `Unauthorized` means 401.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function parseAuthorizerAnswer(
  payload: Uint8Array,
  isFailure: boolean,
): AuthorizerAnswer | 'unauthorized' | 'malformed' {
  const parsed = parse(payload);
  if (!parsed) return 'malformed';
  if (isFailure) return parsed['errorMessage'] === 'Unauthorized' ? 'unauthorized' : 'malformed';
  const { context, policyDocument, principalId, usageIdentifierKey } = parsed;
  if (typeof principalId !== 'string' || typeof policyDocument !== 'object' || !policyDocument)
    return 'malformed';
  const flat = toContext(context);
  if (!flat) return 'malformed';
  return {
    principalId,
    policy: policyDocument,
    context: flat,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}

/** Texts, numbers and booleans only; all arrive as texts. */
function toContext(context: unknown): Record<string, string> | undefined {
  if (context === undefined || context === null) return {};
  if (typeof context !== 'object' || Array.isArray(context)) return undefined;
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(context)) {
    if (value === null) continue;
    if (typeof value === 'object') return undefined;
    flat[name] = String(value);
  }
  return flat;
}

function parse(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
