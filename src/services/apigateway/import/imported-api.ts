import type {
  Authorizer,
  DocumentationPart,
  GatewayResponse,
  Method,
  Model,
  RequestValidator,
  RestApi,
} from '@aws-sdk/client-api-gateway';

/** What an OpenAPI document says about a REST API. Names stand where the store has ids. */
export interface ImportedApi {
  api: Pick<
    RestApi,
    | 'name'
    | 'description'
    | 'version'
    | 'binaryMediaTypes'
    | 'apiKeySource'
    | 'policy'
    | 'minimumCompressionSize'
    | 'endpointConfiguration'
    | 'disableExecuteApiEndpoint'
  >;
  models: (Model & { name: string })[];
  validators: (RequestValidator & { name: string })[];
  authorizers: (Authorizer & { name: string })[];
  gatewayResponses: GatewayResponse[];
  documentationParts: DocumentationPart[];
  methods: ImportedMethod[];
}

export interface ImportedMethod {
  path: string;
  httpMethod: string;
  method: Method;
  /** Names of what `method` refers to. */
  authorizer: string | undefined;
  validator: string | undefined;
}
