import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');

/** What the scaffolds and generated pages know of one AWS service, from its SDK client. */
export interface SdkService {
  id: string;
  /** `@aws-sdk/client-sts` */
  packageName: string;
  /** `STSClient` */
  clientClass: string;
  /** Sorted. */
  operations: readonly string[];
}

/** The services in scope and their packages, as src/services/sdk.ts lists them. */
export function sdkPackages(): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(ROOT, 'src/services/sdk.ts'), 'utf8');
  const rows = text.matchAll(/^ {2}'?([a-z0-9-]+)'?: typeof import\('([^']+)'\);$/gm);
  return new Map([...rows].map(([, id = '', packageName = '']) => [id, packageName]));
}

/** Loads the client of a service; undefined when the service is not in scope. */
export async function sdkService(id: string): Promise<SdkService | undefined> {
  const packageName = sdkPackages().get(id);
  if (packageName === undefined) return undefined;
  const names = Object.keys((await import(packageName)) as object);
  const operations = names
    .filter((name) => /^[A-Z]\w*Command$/.test(name) && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length));
  const clientClass = names.find((name) => /^[A-Z]\w*Client$/.test(name)) ?? '';
  return { id, packageName, clientClass, operations: operations.toSorted() };
}
