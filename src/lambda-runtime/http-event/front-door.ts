/** Which HTTP front of Lambda a request came through; payload format 2.0 differs in small ways between them. */
export type FrontDoor = 'http-api' | 'function-url';

/** A request as it came in. Structurally the services' `PlaneRequest`, so that one can be passed as it is. */
export interface HttpRequest {
  method: string;
  /** Raw, still percent-encoded, without the query. */
  path: string;
  /** Raw, without `?`; empty when absent. */
  query: string;
  /** Alternating names and values as sent. */
  rawHeaders: readonly string[];
  body: Buffer;
  sourceIp: string;
  /** `HTTP/1.1` */
  protocol: string;
}

/** Structurally the services' `PlaneResponse`. */
export interface HttpResponse {
  status: number;
  /** Alternating names and values. */
  headers: string[];
  body: Buffer | string;
}
