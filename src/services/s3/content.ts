/** Bytes at rest: where they go, how they come back, and when they are gone. */
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { s3Error } from './errors.ts';
import { INLINE_MAX_BYTES } from './limits.ts';
import { s3State } from './state.ts';
import { blobs, type Content, type ContentRow, contents, type PartRecord } from './store.ts';

/** Content that is on disk, or about to be written with the row that refers to it. */
export interface NewContent {
  content: Content;
  /** Goes into `contents` in the transaction that refers to it. */
  row?: ContentRow;
}

/** Keeps small content for the transaction to come, and streams all else to a file. */
export async function storeBytes(
  context: Context,
  chunks: AsyncIterable<Uint8Array>,
): Promise<NewContent> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size <= INLINE_MAX_BYTES) {
    const next = await iterator.next();
    if (next.done === true) return keepInline(context, Buffer.concat(head));
    // A copy: the chunk may be a view on a buffer that its source goes on using.
    head.push(Buffer.from(next.value));
    size += next.value.length;
  }
  const id = await s3State(context).blobs.write(chain(head, iterator));
  return { content: { kind: 'blob', id } };
}

function keepInline(context: Context, bytes: Buffer): NewContent {
  if (bytes.length === 0) return { content: { kind: 'empty' } };
  return { content: { kind: 'inline', id: context.ids.hex(32) }, row: { bytes } };
}

async function* chain(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Writes what the row that refers to the content needs beside it. */
export function putContent(tx: StoreTransaction, { content, row }: NewContent): void {
  if (content.kind === 'blob') tx.put(blobs, [content.id], true);
  if ((content.kind === 'inline' || content.kind === 'parts') && row)
    tx.put(contents, [content.id], row);
}

/** Removes the rows of content. @returns blobs whose files may go once this is committed */
export async function dropContent(tx: StoreTransaction, content: Content): Promise<string[]> {
  switch (content.kind) {
    case 'empty':
      return [];
    case 'blob':
      tx.delete(blobs, [content.id]);
      return [content.id];
    case 'inline':
      tx.delete(contents, [content.id]);
      return [];
    default: {
      const row = await tx.get(contents, [content.id]);
      tx.delete(contents, [content.id]);
      const dropped = await Promise.all(
        (row?.parts ?? []).map((part) => dropContent(tx, part.content)),
      );
      return dropped.flat();
    }
  }
}

/** One stretch of bytes in a row, each from a source of its own. */
export interface Stretch {
  content: Content;
  sizeBytes: number;
  iv?: Uint8Array;
}

/** The parts of an uploaded object, in order; undefined for one that was sent whole. */
export async function partsOf(
  store: Pick<StoreTransaction, 'get'>,
  content: Content,
): Promise<PartRecord[] | undefined> {
  if (content.kind !== 'parts') return undefined;
  return (await store.get(contents, [content.id]))?.parts ?? [];
}

/** The blobs that reading these would open. */
export function blobsOf(stretches: readonly Stretch[]): string[] {
  return stretches.flatMap(({ content }) => (content.kind === 'blob' ? [content.id] : []));
}

/** Bytes that stand in the store, by the id of their row; others stream from their files. */
export type InlineBytes = ReadonlyMap<string, Uint8Array>;

/** Read before the first byte is sent: the rows may go while a reader is slow. @throws AwsError InternalError */
export async function readInline(
  store: Pick<StoreTransaction, 'get'>,
  stretches: readonly Stretch[],
): Promise<InlineBytes> {
  const inline = new Map<string, Uint8Array>();
  for (const { content } of stretches) {
    if (content.kind !== 'inline') continue;
    const row = await store.get(contents, [content.id]);
    // Replaced between two reads; clients try this error again.
    if (!row?.bytes)
      throw s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.');
    inline.set(content.id, row.bytes);
  }
  return inline;
}

/** @param range `end` is inclusive; within `sizeBytes` */
export async function* readContent(
  context: Context,
  content: Content,
  range: { start: number; end: number },
  inline: InlineBytes,
): AsyncGenerator<Uint8Array, void> {
  if (content.kind === 'blob') yield* s3State(context).blobs.read(content.id, range);
  if (content.kind === 'inline') yield inline.get(content.id)!.subarray(range.start, range.end + 1);
}
