/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AwsError } from '../../../protocol/aws-error.ts';
import { encodeAttributes } from '../../attribute-json.ts';
import type { Context } from '../../context.ts';
import { segmentRange } from '../items/row-key.ts';
import { rowPages } from '../items/row-pages.ts';
import { items } from '../store.ts';
import { tableArn } from '../tables/table.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { exportArn, exportFolder } from './describe-export.ts';
import { type Export, exports } from './store.ts';

/** Before compression: what is in memory at a time. */
const FILE_BYTES = 16 * 2 ** 20;
const PAGE_ROWS = 100;

interface DataFile {
  itemCount: number;
  md5Checksum: string;
  etag: string;
  dataFileS3Key: string;
}

/**
 * Writes a table to S3; begun anew after a crash, over its own files, because their names follow
 * from the export's id. @returns false when it was interrupted
 */
export async function exportTable(
  context: Context,
  exportId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const record = await context.store.get(exports, [exportId]);
  if (!record) return true;
  const folder = exportFolder(record);
  const put = (name: string, body: Uint8Array): Promise<string> =>
    putFile(context, record, `${folder}/${name}`, body);
  try {
    await put('_started', Buffer.alloc(0));
    const files: DataFile[] = [];
    let sizeBytes = 0;
    for await (const { lines, itemCount, bytes } of chunks(context, record.rowsId)) {
      if (signal.aborted) return false;
      const name = `data/${fileName(exportId, files.length)}.json.gz`;
      const body = await promisify(gzip)(lines);
      const etag = await put(name, body);
      sizeBytes += bytes;
      files.push({ itemCount, md5Checksum: md5(body), etag, dataFileS3Key: `${folder}/${name}` });
    }
    const itemCount = files.reduce((sum, each) => sum + each.itemCount, 0);
    const ended: Export = {
      ...record,
      status: 'COMPLETED',
      endedAtEpochMs: context.clock.now(),
      itemCount,
      sizeBytes,
    };
    const list = files.map((each) => `${JSON.stringify(each)}\n`).join('');
    await putWithChecksum(put, 'manifest-files', list);
    await putWithChecksum(put, 'manifest-summary', JSON.stringify(summary(context, ended)));
    await context.store.put(exports, [exportId], ended);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await context.store.put(exports, [exportId], failed(record, context, error));
  }
  return true;
}

/** Lines for one file at a time; one empty file for an empty table. */
async function* chunks(
  context: Context,
  rowsId: string,
): AsyncGenerator<{ lines: Buffer; itemCount: number; bytes: number }> {
  let lines: Uint8Array[] = [];
  let lineBytes = 0;
  let bytes = 0;
  let isFirst = true;
  const range = segmentRange(rowsId, 0, 1);
  for await (const page of rowPages(context.store, items, range, { pageRows: PAGE_ROWS })) {
    for (const { value } of page) {
      const line = encodeAttributes({ Item: value });
      lines.push(Buffer.concat([line, Buffer.from('\n')]));
      lineBytes += line.byteLength;
      bytes += itemSizeBytes(value);
      if (lineBytes < FILE_BYTES) continue;
      yield { lines: Buffer.concat(lines), itemCount: lines.length, bytes };
      [lines, lineBytes, bytes, isFirst] = [[], 0, 0, false];
    }
  }
  if (isFirst || lines.length > 0)
    yield { lines: Buffer.concat(lines), itemCount: lines.length, bytes };
}

async function putFile(
  context: Context,
  { bucket, bucketOwner, sseAlgorithm, sseKeyId }: Export,
  key: string,
  body: Uint8Array,
): Promise<string> {
  const { ETag } = await context.call('s3', 'PutObject', {
    Bucket: bucket,
    Key: key,
    Body: body,
    ...(bucketOwner !== undefined && { ExpectedBucketOwner: bucketOwner }),
    ...(sseAlgorithm && { ServerSideEncryption: sseAlgorithm === 'KMS' ? 'aws:kms' : 'AES256' }),
    ...(sseKeyId !== undefined && { SSEKMSKeyId: sseKeyId }),
  });
  return ETag!.replaceAll('"', '');
}

async function putWithChecksum(
  put: (name: string, body: Uint8Array) => Promise<string>,
  name: string,
  text: string,
): Promise<void> {
  const body = Buffer.from(text);
  await put(`${name}.json`, body);
  await put(`${name}.checksum`, Buffer.from(md5(body)));
}

function summary(context: Context, record: Export): object {
  const started = new Date(record.startedAtEpochMs).toISOString();
  return {
    version: '2020-06-30',
    exportArn: exportArn(context, record),
    startTime: started,
    endTime: new Date(record.endedAtEpochMs!).toISOString(),
    tableArn: tableArn(context, record.tableName),
    tableId: record.tableId,
    exportTime: started,
    s3Bucket: record.bucket,
    s3Prefix: record.prefix ?? null,
    s3SseAlgorithm: record.sseAlgorithm ?? 'AES256',
    s3SseKmsKeyId: record.sseKeyId ?? null,
    manifestFilesS3Key: `${exportFolder(record)}/manifest-files.json`,
    billedSizeBytes: record.sizeBytes,
    itemCount: record.itemCount,
    outputFormat: 'DYNAMODB_JSON',
  };
}

function failed(record: Export, context: Context, error: AwsError): Export {
  return {
    ...record,
    status: 'FAILED',
    endedAtEpochMs: context.clock.now(),
    failure: { code: `S3${error.code}`, message: error.message },
  };
}

/** 26 letters and digits, as AWS's. */
function fileName(exportId: string, index: number): string {
  const digest = createHash('sha256').update(`${exportId} ${index}`).digest('hex');
  return BigInt(`0x${digest.slice(0, 40)}`)
    .toString(36)
    .padStart(26, '0')
    .slice(-26);
}

function md5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('base64');
}
