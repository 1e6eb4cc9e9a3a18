/** For tests: a stack with a client, and the shortest way to a REST API with its parts. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiRequest,
  PutIntegrationCommand,
  type PutIntegrationRequest,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodRequest,
  PutMethodResponseCommand,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import {
  CreateFunctionCommand,
  type CreateFunctionRequest,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { createStack, type Stack } from '../../stack/create-stack.ts';
import { CERTIFICATE_ARN } from '../apigatewayv2/fixture.ts';
import { type Answer, type Ask, ask } from '../execute-api/fixture.ts';

export { CERTIFICATE_ARN, failureOf } from '../apigatewayv2/fixture.ts';

export interface RestFixture {
  stack: Stack;
  client: APIGatewayClient;
  createApi(input?: Partial<CreateRestApiRequest>): Promise<{ id: string; root: string } & RestApi>;
  createResource(restApiId: string, parentId: string, pathPart: string): Promise<string>;
  /** A method with a MOCK integration that answers 200, unless the integration says otherwise. */
  putMethod(
    restApiId: string,
    resourceId: string,
    httpMethod: string,
    method?: Partial<PutMethodRequest>,
    integration?: Partial<PutIntegrationRequest>,
  ): Promise<void>;
  /** The default response of a method and its integration. */
  putResponse(
    restApiId: string,
    resourceId: string,
    httpMethod: string,
    templates?: Record<string, string>,
  ): Promise<void>;
  deploy(restApiId: string, stageName?: string): Promise<string>;
  /** A regional one. */
  createDomain(domainName: string): Promise<void>;
  /** Deploys the body of a handler `(event) => …`, or a handler. @returns its invocation URI */
  deployFunction(
    name: string,
    body: string,
    handler?: string,
    settings?: Partial<CreateFunctionRequest>,
  ): Promise<string>;
  call(apiId: string, path: string, rest?: Partial<Ask>): Promise<Answer>;
}

export async function startRestFixture(): Promise<RestFixture> {
  const stack = await createStack();
  const client = stack.client(APIGatewayClient);
  return {
    stack,
    client,
    async createApi(input) {
      const api = await client.send(new CreateRestApiCommand({ name: 'test', ...input }));
      return { ...api, id: api.id ?? '', root: api.rootResourceId ?? '' };
    },
    async createResource(restApiId, parentId, pathPart) {
      const made = await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
      return made.id ?? '';
    },
    async putMethod(restApiId, resourceId, httpMethod, method = {}, integration = {}) {
      const ref = { restApiId, resourceId, httpMethod };
      await client.send(new PutMethodCommand({ authorizationType: 'NONE', ...method, ...ref }));
      const mock = {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
      };
      await client.send(
        new PutIntegrationCommand({
          ...(integration.type === undefined || integration.type === 'MOCK' ? mock : {}),
          ...integration,
          ...ref,
        } as PutIntegrationRequest),
      );
    },
    async putResponse(restApiId, resourceId, httpMethod, responseTemplates = {}) {
      const ref = { restApiId, resourceId, httpMethod, statusCode: '200' };
      await client.send(new PutMethodResponseCommand(ref));
      await client.send(new PutIntegrationResponseCommand({ ...ref, responseTemplates }));
    },
    async deploy(restApiId, stageName = 'prod') {
      const made = await client.send(new CreateDeploymentCommand({ restApiId, stageName }));
      return made.id ?? '';
    },
    async createDomain(domainName) {
      await client.send(
        new CreateDomainNameCommand({
          domainName,
          regionalCertificateArn: CERTIFICATE_ARN,
          endpointConfiguration: { types: ['REGIONAL'] },
        }),
      );
    },
    deployFunction: (name, body, handler = `async (event) => { ${body} }`, settings = {}) =>
      deployFunction(stack, name, handler, settings),
    call: (apiId, path, rest) =>
      ask(stack, { path, host: `${apiId}.execute-api.localhost:${stack.port}`, ...rest }),
  };
}

async function deployFunction(
  stack: Stack,
  name: string,
  handler: string,
  settings: Partial<CreateFunctionRequest>,
): Promise<string> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(`exports.handler = ${handler};`), 'index.js');
  zip.end();
  const created = await stack.client(LambdaClient).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/any',
      Timeout: 20,
      ...settings,
      Code: { ZipFile: await buffer(zip.outputStream) },
    }),
  );
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${created.FunctionArn}/invocations`;
}
