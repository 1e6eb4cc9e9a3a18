/** What works here without `--iam enforce` and would answer 500 on AWS: APIs whose functions do not let them in. */
import type { Context } from '../services/context.ts';
import { parseFunctionUri } from '../services/execute-api/integration-uri.ts';
import { mayInvoke } from '../services/invoke-permission.ts';

export interface MissingPermission {
  api: string;
  /** `GET /users/{id}` */
  route: string;
  functionArn: string;
  /** For `aws lambda add-permission --source-arn`. */
  sourceArn: string;
}

interface Use {
  apiId: string;
  route: string;
  uri: string;
  stage: string;
}

/** As far as one page of each list goes: this is advice. */
const PAGE = 100;

export async function findMissingPermissions(context: Context): Promise<MissingPermission[]> {
  const uses = [...(await usesOfHttpApis(context)), ...(await usesOfRestApis(context))];
  const findings = await Promise.all(uses.map((use) => judge(context, use)));
  return findings.filter((each) => each !== undefined);
}

async function judge(
  context: Context,
  { apiId, route, stage, uri }: Use,
): Promise<MissingPermission | undefined> {
  const target = parseFunctionUri(uri);
  if (!target) return undefined;
  const { account, region } = context;
  const arn = `arn:aws:execute-api:${region}:${account}:${apiId}`;
  const [method = '', path] = route.split(' ');
  // ANY stands for every method; the one that is asked about is as good as another.
  const source = path === undefined ? route : `${method === 'ANY' ? 'GET' : method}${path}`;
  const isAllowed = await mayInvoke(context, {
    ...target,
    service: 'apigateway.amazonaws.com',
    sourceArn: `${arn}/${stage}/${source}`,
    sourceAccount: account,
  });
  if (isAllowed) return undefined;
  return { api: apiId, route, functionArn: target.functionArn, sourceArn: `${arn}/*` };
}

async function usesOfHttpApis(context: Context): Promise<Use[]> {
  const MaxResults = String(PAGE);
  const { Items: apis = [] } = await context.call('apigatewayv2', 'GetApis', { MaxResults });
  const uses = apis.map(async ({ ApiId }) => {
    const page = { ApiId, MaxResults };
    const [routes, integrations, stages] = await Promise.all([
      context.call('apigatewayv2', 'GetRoutes', page),
      context.call('apigatewayv2', 'GetIntegrations', page),
      context.call('apigatewayv2', 'GetStages', page),
    ]);
    const uris = new Map(
      integrations.Items?.map((each) => [
        `integrations/${each.IntegrationId}`,
        each.CredentialsArn ? '' : each.IntegrationUri,
      ]),
    );
    return (routes.Items ?? []).map(({ RouteKey: route = '', Target = '' }) => ({
      apiId: ApiId ?? '',
      route,
      uri: uris.get(Target) ?? '',
      stage: stages.Items?.[0]?.StageName ?? '$default',
    }));
  });
  return (await Promise.all(uses)).flat();
}

async function usesOfRestApis(context: Context): Promise<Use[]> {
  const { items: apis = [] } = await context.call('apigateway', 'GetRestApis', { limit: PAGE });
  const uses = apis.map(async ({ id: restApiId }) => {
    const [resources, stages] = await Promise.all([
      context.call('apigateway', 'GetResources', { restApiId, limit: PAGE, embed: ['methods'] }),
      context.call('apigateway', 'GetStages', { restApiId }),
    ]);
    return (resources.items ?? []).flatMap(({ path = '/', resourceMethods = {} }) =>
      Object.entries(resourceMethods).map(([method, { methodIntegration: integration }]) => ({
        apiId: restApiId ?? '',
        route: `${method} ${path}`,
        uri: integration?.credentials ? '' : (integration?.uri ?? ''),
        stage: stages.item?.[0]?.stageName ?? 'prod',
      })),
    );
  });
  return (await Promise.all(uses)).flat();
}
