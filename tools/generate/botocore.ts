/** AWS's service models as botocore publishes them (Apache-2.0), fetched by pip at a pinned version. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import yauzl from 'yauzl';

/** Raise it together with the SDK clients, run the generator, and read the diff. */
export const BOTOCORE_VERSION = '1.44.5';

const CACHE_DIR = '.cache';

export interface BotocoreShape {
  type: string;
  members?: Record<string, { shape: string }>;
  required?: string[];
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
}

export interface BotocoreModel {
  operations: Record<string, { input?: { shape: string } }>;
  shapes: Record<string, BotocoreShape>;
}

/** @param folder botocore's name of the service, such as `stepfunctions` */
export async function readModel(folder: string): Promise<BotocoreModel> {
  const wheel = downloadWheel();
  const zip = await yauzl.openPromise(wheel, { autoClose: false });
  const pattern = new RegExp(`^botocore/data/${folder}/[\\d-]+/service-2\\.json\\.gz$`);
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) if (pattern.test(entry.fileName)) entries.push(entry);
  // Folders are dates: the last is the current version of the API.
  const newest = entries.toSorted((a, b) => a.fileName.localeCompare(b.fileName)).at(-1);
  if (!newest) throw new Error(`botocore ${BOTOCORE_VERSION} has no model in ${folder}.`);
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(newest)) chunks.push(chunk as Buffer);
  zip.close();
  return JSON.parse(gunzipSync(Buffer.concat(chunks)).toString('utf8')) as BotocoreModel;
}

function downloadWheel(): string {
  const path = join(CACHE_DIR, `botocore-${BOTOCORE_VERSION}-py3-none-any.whl`);
  if (!existsSync(path)) {
    mkdirSync(CACHE_DIR, { recursive: true });
    const args = [
      '-m',
      'pip',
      'download',
      `botocore==${BOTOCORE_VERSION}`,
      '--no-deps',
      '--dest',
      CACHE_DIR,
    ];
    execFileSync('python3', args, { stdio: 'inherit' });
  }
  return path;
}
