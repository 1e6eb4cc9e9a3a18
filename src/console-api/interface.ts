/** Brume's own routes (`/_brume/*`, `/_localstack/*`, `/health`), as the gateway sees them. */
export interface InternalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Buffer;
}

export interface InternalResponse {
  status: number;
  /** Sent as JSON unless it is bytes or text with a `contentType`. */
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

export interface InternalApi {
  handle(request: InternalRequest): Promise<InternalResponse>;
  /** Host names, besides loopback ones, under which these routes may be reached. */
  readonly trustedHosts: readonly string[];
}
