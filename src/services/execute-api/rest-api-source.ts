import type { DeployedRestApi } from './deployed-api.ts';

/** Where the data plane finds REST APIs; the service `apigateway` gives it as its state. */
export interface RestApiSource {
  /** Undefined when no REST API has this id. */
  find(apiId: string): Promise<DeployedRestApi | undefined>;
}
