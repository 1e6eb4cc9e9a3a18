import type { DeployedRestApi } from './deployed-api.ts';
import type { DeployedKey } from './rest/deployed.ts';

/** Where the data plane finds REST APIs; the service `apigateway` gives it as its state. */
export interface RestApiSource {
  /** Undefined when no REST API has this id. */
  find(apiId: string): Promise<DeployedRestApi | undefined>;
  /** The keys that usage plans let into an API of any kind: by stage, then by value. */
  keysOf(
    owner: { account: string; region: string },
    apiId: string,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, DeployedKey>>>;
}
