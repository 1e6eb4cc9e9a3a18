/** What the gateway knows of wire formats; everything else about them stays inside this folder. */
import type { ServiceId } from './service-id.ts';
import type { ServiceWire } from './service-wire.ts';
import type { Shape } from './shape.ts';

export type ProtocolName =
  | 'rest-json'
  | 'rest-xml'
  | 'aws-json-1.0'
  | 'aws-json-1.1'
  | 'aws-query'
  | 'rpc-v2-cbor';

/** An HTTP request as the protocol layer reads it. */
export interface WireRequest {
  method: string;
  /** Raw, still percent-encoded, without the query. */
  path: string;
  /** Raw, without `?`; empty when absent. */
  query: string;
  /** Names in lower case; repeated headers joined with `, `. */
  headers: Readonly<Record<string, string>>;
  /** A stream only for operations whose input payload is a streaming blob (`OperationModel.streamsInput`). */
  body: Buffer | AsyncIterable<Uint8Array>;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  /** An iterable for streaming blobs and event streams. */
  body: Buffer | string | AsyncIterable<Uint8Array>;
}

/** The HTTP binding of an operation in REST protocols. */
export interface HttpTrait {
  readonly method: string;
  /** Begins with `/`; may contain `{Label}`, `{Label+}` and a literal query. */
  readonly uri: string;
  readonly status: number;
}

export interface OperationModel {
  readonly service: ServiceId;
  readonly wire: ServiceWire;
  readonly name: string;
  readonly streamsInput: boolean;
  readonly input: Shape;
  readonly output: Shape;
  readonly http: HttpTrait | undefined;
}

/** One AWS service as its SDK client describes it. */
export interface ServiceModel {
  readonly id: ServiceId;
  readonly wire: ServiceWire;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Modelled exceptions by shape name. */
  readonly errors: ReadonlyMap<string, Shape>;
}

/** The operation a request addresses and the protocol it speaks. */
export interface Resolved {
  operation: OperationModel;
  protocol: ProtocolName;
}
