import { loadModel } from '../../src/protocol/model.ts';
import { SERVICE_IDS } from '../../src/protocol/service-id.ts';

/** The names of all operations of a service, as its SDK client lists them; none for a data plane such as execute-api. */
export async function sdkOperationNames(service: string): Promise<Iterable<string>> {
  const id = SERVICE_IDS.find((each) => each === service);
  return id ? (await loadModel(id)).operations.keys() : [];
}
