/** Any AWS SDK v3 client class; types only, so that Brume itself does not depend on a client. */
export type ClientClass<T> = new (config: never) => T;

/** An SDK client with everything set for a stack: endpoint, region, keys, path-style S3, no host prefixes. */
export function createClient<T>(
  type: ClientClass<T>,
  config: { endpoint: string; region: string; credentials?: object } & object,
): T {
  const Client = type as unknown as new (config: object) => T;
  return new Client({
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    // `stream-localhost` has no address.
    disableHostPrefix: true,
    ...config,
  });
}
