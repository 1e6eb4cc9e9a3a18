/** The items in the files of an import. */
import type { CsvOptions } from '@aws-sdk/client-dynamodb';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { AwsError } from '../../../protocol/aws-error.ts';
import { setKey } from '../../../protocol/record-key.ts';
import { decodeAttributes } from '../../attribute-json.ts';
import type { Context } from '../../context.ts';
import type { TableRecord } from '../tables/table.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { parseCsv } from './csv.ts';
import { isItem } from './item-shape.ts';
import { splitLines } from './lines.ts';
import type { Import } from './store.ts';

/** An item, or undefined for a line that is none; with the size of what it was read from. */
export interface SourceItem {
  readonly item: Item | undefined;
  readonly sizeBytes: number;
}

/** Files under the prefix, in order of their keys. @throws AwsError of S3; Error of zlib and of CSV */
export async function* sourceItems(
  context: Context,
  record: Import,
  table: TableRecord,
): AsyncGenerator<SourceItem> {
  const { S3Bucket: Bucket, S3KeyPrefix, S3BucketOwner } = record.input.S3BucketSource!;
  const owner = S3BucketOwner === undefined ? {} : { ExpectedBucketOwner: S3BucketOwner };
  let isEmpty = true;
  let token: string | undefined;
  do {
    const page = await context.call('s3', 'ListObjectsV2', {
      Bucket,
      ...owner,
      ...(S3KeyPrefix !== undefined && { Prefix: S3KeyPrefix }),
      ...(token !== undefined && { ContinuationToken: token }),
    });
    for (const { Key, Size } of page.Contents ?? []) {
      if (Key!.endsWith('/') || Size === 0) continue;
      isEmpty = false;
      const { Body } = await context.call('s3', 'GetObject', { Bucket, Key, ...owner });
      yield* itemsIn(Readable.from(Body as unknown as AsyncIterable<Uint8Array>), record, table);
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  if (isEmpty)
    throw new AwsError('NoSuchKey', 'No objects found in the bucket under the given prefix.');
}

async function* itemsIn(
  raw: Readable,
  { input }: Import,
  table: TableRecord,
): AsyncGenerator<SourceItem> {
  const gunzip = createGunzip();
  // A failure of the source must end the reader as well.
  const body =
    input.InputCompressionType === 'GZIP'
      ? raw.on('error', (error) => gunzip.destroy(error)).pipe(gunzip)
      : raw;
  if (input.InputFormat === 'CSV') yield* csvItems(body, input.InputFormatOptions?.Csv, table);
  else yield* jsonItems(body);
}

async function* jsonItems(body: Readable): AsyncGenerator<SourceItem> {
  body.setEncoding('utf8');
  for await (const line of splitLines(body as AsyncIterable<string>)) {
    if (line.trim() === '') continue;
    const bytes = Buffer.from(line);
    yield { item: toItem(bytes), sizeBytes: bytes.byteLength };
  }
}

function toItem(line: Buffer): Item | undefined {
  try {
    const { Item: item } = decodeAttributes<{ Item?: unknown }>(line);
    return isItem(item) ? item : undefined;
  } catch {
    return undefined;
  }
}

/** Key attributes, those of indexes included, have their declared types; all others are strings. Empty fields are left out. */
async function* csvItems(
  body: Readable,
  { Delimiter = ',', HeaderList }: CsvOptions = {},
  table: TableRecord,
): AsyncGenerator<SourceItem> {
  body.setEncoding('utf8');
  let header = HeaderList;
  for await (const fields of parseCsv(body as AsyncIterable<string>, Delimiter)) {
    if (!header) {
      header = fields;
      continue;
    }
    const sizeBytes = Buffer.byteLength(fields.join(Delimiter));
    yield {
      item: fields.length > header.length ? undefined : row(header, fields, table),
      sizeBytes,
    };
  }
}

function row(header: readonly string[], fields: readonly string[], table: TableRecord): Item {
  const item: Record<string, AttributeValue> = {};
  for (const [index, text] of fields.entries()) {
    const name = header[index]!;
    if (text === '') continue;
    const type = table.attributes.find((each) => each.name === name)?.type ?? 'S';
    const value = type === 'B' ? { B: Buffer.from(text, 'base64') } : { [type]: text };
    setKey(item, name, value);
  }
  return item;
}
