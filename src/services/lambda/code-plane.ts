/**
 * Serves the zip that `Code.Location` of GetFunction points to. The id is a content address that only
 * someone who may call GetFunction has seen, as with AWS's presigned URL; unlike that, it does not expire.
 */
import { pathToFileURL } from 'node:url';
import { folderOfCode } from '../../lambda-runtime/code-in-place.ts';
import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import { BrumeError } from '../../platform/errors.ts';
import type { Endpoint } from '../context.ts';
import type { DataPlane, PlaneResponse } from '../data-plane.ts';

const PREFIX = '/_aws/lambda/code/';

/** @returns where the code can be read: a file URL for code that runs in place */
export function codeUrl(endpoint: Endpoint, codeId: string): string {
  const folder = folderOfCode(codeId);
  if (folder !== undefined) return pathToFileURL(folder).href;
  return `${endpoint.url}${PREFIX}${encodeURIComponent(codeId)}`;
}

export function createCodePlane(runtime: Pick<LambdaRuntime, 'readZip'>): DataPlane {
  return {
    id: 'lambda-code',
    match: ({ path }) =>
      path.startsWith(PREFIX)
        ? {
            bodyLimitBytes: 0,
            handle: (request) => download(runtime, request.method, path.slice(PREFIX.length)),
            tooLarge: () => text(400, 'A download takes no body.'),
          }
        : undefined,
  };
}

async function download(
  runtime: Pick<LambdaRuntime, 'readZip'>,
  method: string,
  codeId: string,
): Promise<PlaneResponse> {
  if (method !== 'GET') return text(405, 'This address answers GET only.');
  if (!/^[\w-]{1,128}$/.test(codeId)) return notFound();
  const chunks: Uint8Array[] = [];
  try {
    // At most 50 MB; whole, so that a missing zip is a 404 and not a broken download.
    for await (const chunk of runtime.readZip(codeId)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof BrumeError) return notFound();
    throw error;
  }
  return { status: 200, headers: ['content-type', 'application/zip'], body: Buffer.concat(chunks) };
}

function notFound(): PlaneResponse {
  return text(404, 'No function code has this address. Ask GetFunction for the current one.');
}

function text(status: number, body: string): PlaneResponse {
  return { status, headers: ['content-type', 'text/plain; charset=utf-8'], body };
}
