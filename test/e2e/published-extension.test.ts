/**
 * A published extension of somebody else's, unchanged but for its place: an external extension that
 * subscribes to the Logs API, and a wrapper (AWS_LAMBDA_EXEC_WRAPPER) that instruments the function.
 */
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { json } from '../../src/lambda-runtime/fixtures/answers.ts';
import { openFixture } from '../../src/lambda-runtime/fixtures/fixture.ts';
import { unpackZip } from '../../src/lambda-runtime/zip/unpack.ts';
import { serverlessExtension } from '../../tools/setup/serverless-extension.ts';

const found = await serverlessExtension.find();
if (!found) console.log(`MISSING TOOL  ${serverlessExtension.name}: its test is skipped.`);

/** The layer in a folder of ours. Its scripts name /opt, which only a full sandbox gives a function. */
async function unpackLayer(zip: string, optDir: string): Promise<void> {
  await unpackZip(readFileSync(zip), optDir);
  for (const script of ['extensions/otel-extension', 'otel-extension/otel-handler']) {
    const path = join(optDir, script);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/opt/', `${optDir}/`));
  }
}

/** Where the extension reports to. */
async function collect(): Promise<{ url: string; reports: string[] }> {
  const reports: string[] = [];
  const server = createServer((request, response) => {
    let body = ''; // protocol buffers; their strings are legible
    request.setEncoding('latin1').on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      reports.push(`${request.url} ${body}`);
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reports };
}

it.skipIf(!found)(
  'reports on a function’s invocations',
  async () => {
    const { deploy, invoke, logOf, dir } = await openFixture({ sandbox: 'process' });
    const { url, reports } = await collect();
    const optDir = join(dir, 'opt');
    await unpackLayer(found?.path ?? '', optDir);
    // It keeps what it has not sent in /tmp, which is the machine's own here.
    const forget = (): void => {
      for (const name of ['sls-save-log.json', 'sent-requests.json'])
        rmSync(join('/tmp', name), { force: true });
    };
    forget();
    onTestFinished(forget);
    const fn = await deploy(
      { 'index.js': 'exports.handler = async ({ n }) => ({ n });' },
      {
        optDir,
        runtime: 'nodejs20.x',
        timeoutMs: 20_000,
        environment: {
          AWS_LAMBDA_EXEC_WRAPPER: join(optDir, 'otel-extension', 'otel-handler'),
          AWS_SAM_LOCAL: 'true', // it listens on every address instead of that of the name "sandbox"
          SLS_OTEL_REPORT_METRICS_URL: `${url}/metrics`,
          SLS_OTEL_REPORT_TRACES_URL: `${url}/traces`,
          PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
        },
      },
    );
    const requestIds = [
      '7f1c4f5e-0000-4000-8000-00000000000a',
      '7f1c4f5e-0000-4000-8000-00000000000b',
    ];
    for (const [n, requestId] of requestIds.entries()) {
      // Whoever asks for the log is answered when the extension is done, so both use one environment.
      const { payload } = await invoke(fn, { n }, { requestId, logTail: true });
      expect(json(payload)).toEqual({ n });
    }
    const lines = await logOf(fn); // and the extension has had its SHUTDOWN
    expect(lines.filter((line) => line.startsWith('INIT_START'))).toHaveLength(1);
    expect(lines).toContain('LOGS\tName: otel-extension\tState: Subscribed\tTypes: [Platform]\n');
    expect(lines).toContain(
      'EXTENSION\tName: otel-extension\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n',
    );
    for (const requestId of requestIds) {
      const about = reports.filter((report) => report.includes(requestId));
      // The wrapper told the extension of the invocation, and the Logs API of its REPORT.
      expect(about.some((report) => /^\/metrics [^]*faas\.invoke/.test(report))).toBe(true);
      expect(about.some((report) => /^\/traces [^]*instrumentation-aws-lambda/.test(report))).toBe(
        true,
      );
      expect(about.some((report) => /^\/metrics [^]*faas\.billed_duration/.test(report))).toBe(
        true,
      );
    }
  },
  60_000,
);
