/**
 * The yardstick of the S3 benchmark: node's own HTTP server. A `PUT` is written to a file and flushed
 * to disk before the answer; a `GET` streams that file.
 */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2]!;
const server = createServer((request, response) => {
  const file = join(folder, request.url!.replaceAll('/', '_'));
  const work = request.method === 'PUT' ? save() : send();
  work.catch(() => response.destroy());

  async function save(): Promise<void> {
    const handle = await open(file, 'w');
    await pipeline(request, handle.createWriteStream({ flush: true }));
    response.end();
  }
  async function send(): Promise<void> {
    response.setHeader('content-length', (await stat(file)).size);
    await pipeline(createReadStream(file), response);
  }
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));
