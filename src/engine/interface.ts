/**
 * The one interface to state (design section 6). Two implementations, embedded and cluster, pass the
 * same conformance suite. Nothing above the engine knows which one it talks to.
 */

/** An order-preserving encoding of a tuple; made by `encodeKey`. */
export type Key = Uint8Array;

/** `part` names a table within one account and region and decides the shard in a cluster. */
export interface KeyRef {
  part: string;
  key: Key;
}

export interface Row {
  key: Key;
  value: Uint8Array;
}

/** Bounds compare bytewise. Without `gt`/`gte` it begins at the first key, without `lt`/`lte` it ends at the last. */
export interface Range {
  part: string;
  gte?: Key;
  gt?: Key;
  lt?: Key;
  lte?: Key;
  /** Descending order. */
  reverse?: boolean;
  /** At most this many rows. */
  limit?: number;
}

/** A message as it is sent to a queue. */
export interface OutMessage {
  id: string;
  body: Uint8Array;
  attributes?: Record<string, string>;
  /** Hidden for this long (virtual time). */
  delayMs?: number;
}

/** All effects commit together when the function given to `transact` resolves, or none does. */
export interface Transaction {
  /** Sees this transaction's own writes. Only rows named in the lock set are protected from others. */
  get(ref: KeyRef): Promise<Uint8Array | undefined>;
  /** Sees this transaction's own writes. */
  scan(range: Range): Promise<Row[]>;
  put(ref: KeyRef, value: Uint8Array): void;
  delete(ref: KeyRef): void;
  /** Sends to a durable queue in the same commit (the outbox). */
  enqueue(queue: string, message: OutMessage): void;
  /** Appends to a log stream in the same commit. */
  appendLog(ref: LogStreamRef, events: readonly LogEvent[]): void;
  /** A message on the bus after the commit; it may be lost. */
  hint(subject: string, data?: Uint8Array): void;
}

export interface OrderedKv {
  get(ref: KeyRef): Promise<Uint8Array | undefined>;
  /** One snapshot. */
  getMany(refs: readonly KeyRef[]): Promise<(Uint8Array | undefined)[]>;
  scan(range: Range): Promise<Row[]>;
  /**
   * Takes exclusive locks on `locks` (absent keys too) in key order, runs `body`, and commits. The
   * promise resolves only when the commit is durable. `body` may run again after a conflict, so its
   * only effects must go through `tx`. A throw rolls everything back and is passed on.
   */
  transact<T>(locks: readonly KeyRef[], body: (tx: Transaction) => Promise<T> | T): Promise<T>;
}

/** A message handed to one consumer until its lease ends. */
export interface Leased {
  id: string;
  /** Names this delivery in `ack` and `extend`; void once the lease has ended and another took it. */
  receipt: string;
  body: Uint8Array;
  attributes: Record<string, string>;
  /** Deliveries so far, this one included. */
  receives: number;
  sentAtEpochMs: number;
  firstReceivedAtEpochMs: number;
}

/** At-least-once delivery; leases and delays follow virtual time. */
export interface DurableQueue {
  /** Resolves when durable. */
  send(queue: string, messages: readonly OutMessage[]): Promise<void>;
  /** Up to `max` messages in order of becoming visible; waits up to `waitMs` of real time for the first. */
  receive(
    queue: string,
    options: { max: number; leaseMs: number; waitMs?: number; signal?: AbortSignal },
  ): Promise<Leased[]>;
  /** Moves the end of a lease to `leaseMs` from now; 0 makes the message visible at once. False: the receipt is void. */
  extend(queue: string, receipt: string, leaseMs: number): Promise<boolean>;
  /** Removes a message for good. False: the receipt is void. */
  ack(queue: string, receipt: string): Promise<boolean>;
  stats(queue: string): Promise<{ visible: number; inFlight: number; delayed: number }>;
  purge(queue: string): Promise<void>;
}

/** Immutable bytes, named by their content or by their owner. */
export interface BlobStore {
  /** Streams to a temporary name, then fsync and rename: the blob is whole and durable, or absent. */
  create(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<{
    id: string;
    sizeBytes: number;
    sha256: Buffer;
    md5: Buffer;
  }>;
  /**
   * The same for an owner that names its blobs (`newBlobId`) and so knows when nothing needs one any
   * more; no hash is computed. @returns how many bytes there were
   */
  write(id: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  /** Names the bytes of a blob once more, without copying where the file system can; false: there is no such blob. */
  copy(from: string, id: string): Promise<boolean>;
  /** The ids of all blobs that owners named, in no order. */
  listNamed(): AsyncIterable<string>;
  /** `end` is inclusive. Throws `ERR_BLOB_NOT_FOUND`. */
  read(id: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}

/** Messages within and between nodes; at most once, both sides tolerate loss. `*` matches one dot-separated token, a final `>` the rest. */
export interface Bus {
  publish(subject: string, data?: Uint8Array): void;
  subscribe(subject: string, handler: (subject: string, data: Uint8Array) => void): () => void;
}

/** Identifies one log stream. `scope` is account and region, as in `KeyRef.part`. */
export interface LogStreamRef {
  scope: string;
  group: string;
  stream: string;
}

export interface LogEvent {
  atEpochMs: number;
  message: string;
}

export interface StoredLogEvent extends LogEvent {
  stream: string;
  ingestedAtEpochMs: number;
  /** Position in the stream, ascending by (atEpochMs, arrival); order-preserving text, unique in the stream. */
  position: string;
}

/** Append-only text events, ordered by time within a stream. */
export interface LogStore {
  /** Resolves when durable. Publishes `log.<scope>` on the bus with a JSON body {group, stream}. */
  append(ref: LogStreamRef, events: readonly LogEvent[]): Promise<void>;
  /** One stream, from `fromEpochMs` (inclusive) to `toEpochMs` (exclusive), after or before a position. */
  read(
    ref: LogStreamRef,
    options: {
      fromEpochMs?: number;
      toEpochMs?: number;
      after?: string;
      before?: string;
      reverse?: boolean;
      limit: number;
    },
  ): Promise<StoredLogEvent[]>;
  /** Drops a whole stream, or what is older than `beforeEpochMs`. */
  drop(ref: LogStreamRef, beforeEpochMs?: number): Promise<void>;
}

export interface Engine {
  readonly kv: OrderedKv;
  readonly queue: DurableQueue;
  readonly blobs: BlobStore;
  readonly bus: Bus;
  readonly logs: LogStore;
  /** Removes all state. */
  reset(): Promise<void>;
  /** Waits for what is in flight, then releases files. */
  close(): Promise<void>;
}
