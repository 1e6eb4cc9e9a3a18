import type { ServiceHost } from '../context.ts';
import { createJwtAuthorizer } from '../execute-api/authorizers/jwt-authorizer.ts';
import { createLambdaAuthorizer } from '../execute-api/authorizers/lambda-authorizer.ts';
import type { RouteAuthorizer } from '../execute-api/deployed-api.ts';
import { fillStageVariables, parseFunctionUri } from '../execute-api/integration-uri.ts';
import type { AuthorizerRecord, StageRecord } from './store.ts';

/** Makes the authorizer of a route, by the scopes it asks for; what it knows (keys, answers) is shared by a stage's routes. */
export type AuthorizerMaker = (scopes: readonly string[]) => RouteAuthorizer;

export function compileAuthorizer(
  host: ServiceHost,
  authorizer: AuthorizerRecord,
  stage: StageRecord,
): AuthorizerMaker {
  const identitySource = authorizer.IdentitySource ?? [];
  if (authorizer.AuthorizerType === 'JWT')
    return createJwtAuthorizer(host, {
      identitySource,
      issuer: authorizer.JwtConfiguration?.Issuer ?? '',
      audiences: authorizer.JwtConfiguration?.Audience ?? [],
    });
  const uri = fillStageVariables(authorizer.AuthorizerUri ?? '', stage.StageVariables);
  const made = createLambdaAuthorizer(host, {
    target: parseFunctionUri(uri),
    payloadFormat: authorizer.AuthorizerPayloadFormatVersion === '2.0' ? '2.0' : '1.0',
    isSimple: authorizer.EnableSimpleResponses ?? false,
    identitySource,
    ttlSeconds: authorizer.AuthorizerResultTtlInSeconds ?? 0,
  });
  return () => made;
}
