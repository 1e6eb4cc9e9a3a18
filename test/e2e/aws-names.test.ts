/** Code that names AWS itself, by hard-wired URLs and clients without an endpoint, reaches Brume and trusts it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { connect } from 'node:tls';
import { readCertificate } from '../../src/gateway/tls/contexts.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createIds } from '../../src/platform/ids.ts';
import { defaultCacheDir } from '../../src/stack/options.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { namespacesHere } from '../../src/lambda-runtime/fixtures/namespaces.ts';
import { hasProgram } from '../../src/lambda-runtime/fixtures/programs.ts';
import { makeZip } from '../../src/lambda-runtime/fixtures/deployment.ts';
import { createStack } from '../../src/stack/create-stack.ts';

const ROLE = 'arn:aws:iam::123456789012:role/lambda-role';
const folder = mkdtempSync(join(tmpdir(), 'brume-aws-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NODE = `
const { S3Client, ListBucketsCommand, GetObjectCommand } = require('@aws-sdk/client-s3');
exports.handler = async ({ url }) => {
  delete process.env.AWS_ENDPOINT_URL;
  const s3 = new S3Client({});
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  const object = await s3.send(new GetObjectCommand({ Bucket: 'names', Key: 'key' }));
  const response = await fetch(url);
  return { buckets: Buckets.map((bucket) => bucket.Name), object: await object.Body.transformToString(), api: await response.json() };
};`;
const THROWER = `
const dgram = require('node:dgram'), dns = require('node:dns'), fs = require('node:fs'), { randomBytes } = require('node:crypto');
const [, server] = /nameserver (\\S+)/.exec(fs.readFileSync('/etc/resolv.conf', 'utf8'));
exports.handler = async () => {
  const socket = dgram.createSocket('udp4');
  await new Promise((resolve) => socket.connect(53, server, resolve));
  const header = Buffer.from('000101000001000000000000', 'hex');
  for (let i = 0; i < 3000; i++)
    await new Promise((resolve) => socket.send(i % 3 === 0 ? randomBytes(i % 700) : Buffer.concat([header, i % 3 === 1 ? Buffer.alloc(i % 600, 63) : randomBytes(i % 300)]), resolve));
  socket.close();
  const known = await dns.promises.lookup('dynamodb.eu-west-3.amazonaws.com');
  const unknown = await dns.promises.lookup('nobody.invalid').catch((error) => error.code);
  return { known: known.family, unknown };
};`;
const PYTHON = `
import json, os, urllib.request
os.environ.pop('AWS_ENDPOINT_URL', None)
import boto3

def handler(event, context):
    s3 = boto3.client('s3')
    return {
        'buckets': [bucket['Name'] for bucket in s3.list_buckets()['Buckets']],
        'object': s3.get_object(Bucket='names', Key='key')['Body'].read().decode(),
        'api': json.loads(urllib.request.urlopen(event['url']).read()),
    }
`;
const SHELL = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  event=$(curl -sSf -D /tmp/headers "$api/next")
  id=$(sed -n 's/^lambda-runtime-aws-request-id: \\([^ \\r]*\\).*/\\1/ip' /tmp/headers)
  url=$(echo "$event" | sed 's/.*"url":"\\([^"]*\\)".*/\\1/')
  answer=$(curl -sS "$url" 2>/tmp/error) || answer="\\"$(tr -d '"\\n' </tmp/error)\\""
  curl -sSf -o /dev/null "$api/$id/response" -d "{\\"api\\":$answer}"
done
`;
const GO = `package main
import ("bytes"; "encoding/json"; "io"; "net/http"; "os")
func main() {
  api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
  for {
    next, _ := http.Get(api + "next")
    var event struct{ Url string }
    json.NewDecoder(next.Body).Decode(&event)
    answer := []byte{}
    if response, err := http.Get(event.Url); err != nil { answer, _ = json.Marshal(err.Error()) } else { answer, _ = io.ReadAll(response.Body) }
    http.Post(api + next.Header.Get("Lambda-Runtime-Aws-Request-Id") + "/response", "application/json", bytes.NewReader([]byte("{\\"api\\":" + string(answer) + "}")))
  }
}
`;
const JAVA = `
import java.net.URI;
import java.net.http.*;
import java.util.Map;
public class Fetch {
  public Map<String, Object> handle(Map<String, String> event) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(event.get("url"))).build();
    String body = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return Map.of("api", body);
  }
}
`;

function compileGo(): Buffer {
  writeFileSync(join(folder, 'main.go'), GO);
  const env = { ...process.env, CGO_ENABLED: '0', GO111MODULE: 'off' };
  execFileSync('go', ['build', '-o', 'bootstrap', 'main.go'], { cwd: folder, env });
  return readFileSync(join(folder, 'bootstrap'));
}

function compileJava(): Buffer {
  writeFileSync(join(folder, 'Fetch.java'), JAVA);
  execFileSync('javac', ['--release', '17', 'Fetch.java'], { cwd: folder });
  return readFileSync(join(folder, 'Fetch.class'));
}

// On a new machine runtimes' SDKs are fetched meanwhile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const here = await namespacesHere();

describe.skipIf(!here).each([{ lambdaEgress: true }, { lambdaEgress: false }])(
  'with %j',
  async (options) => {
    const stack = await createStack({ ...options, sandbox: 'namespaces' });
    afterAll(() => stack.stop());
    const lambda = stack.client(Lambda, { maxAttempts: 1 });
    const s3 = stack.client(S3);

    const deploy = async (
      name: string,
      Runtime: string,
      Handler: string,
      files: Record<string, string | Buffer>,
    ): Promise<string> => {
      const { FunctionArn = '' } = await lambda.createFunction({
        FunctionName: name,
        Runtime: Runtime as 'nodejs24.x',
        Role: ROLE,
        Handler,
        Timeout: 30,
        MemorySize: 512,
        Code: { ZipFile: await makeZip(files, 0o100755) },
      });
      await waitUntilFunctionActiveV2(
        { client: lambda, maxWaitTime: 110, minDelay: 0.05, maxDelay: 0.2 },
        { FunctionName: name },
      );
      return FunctionArn;
    };
    const call = async (FunctionName: string, event: unknown): Promise<unknown> => {
      const { Payload } = await lambda.invoke({ FunctionName, Payload: JSON.stringify(event) });
      return JSON.parse(Buffer.from(Payload ?? []).toString());
    };

    await s3.createBucket({ Bucket: 'names' });
    await s3.putObject({ Bucket: 'names', Key: 'key', Body: 'from Brume' });
    const hello = await deploy('hello', 'nodejs24.x', 'index.handler', {
      'index.js': `exports.handler = async () => ({ hello: 'from the API' });`,
    });
    const { ApiId } = await stack
      .client(ApiGatewayV2)
      .createApi({ Name: 'names', ProtocolType: 'HTTP', Target: hello });
    const url = `https://${ApiId}.execute-api.us-east-1.amazonaws.com/`;
    const api = { hello: 'from the API' };
    const all = { buckets: ['names'], object: 'from Brume', api };

    test('Node.js', async () => {
      await deploy('node', 'nodejs24.x', 'index.handler', { 'index.js': NODE });
      expect(await call('node', { url })).toEqual(all);
    });

    test('a resolver goes on answering, whatever is thrown at it', async () => {
      await deploy('thrower', 'nodejs24.x', 'index.handler', { 'index.js': THROWER });
      expect(await call('thrower', {})).toEqual({ known: 4, unknown: 'ENOTFOUND' });
      expect(await call('node', { url })).toEqual(all);
    });

    test.skipIf(!hasProgram('python3', '--version'))('Python', async () => {
      const { stdout } = await promisify(execFile)('python3', ['--version']);
      const [, version] = /(3\.\d+)/.exec(stdout)!;
      await deploy('python', `python${version}`, 'app.handler', { 'app.py': PYTHON });
      expect(await call('python', { url })).toEqual(all);
    });

    test('curl', async () => {
      await deploy('shell', 'provided.al2023', 'none', { bootstrap: SHELL });
      expect(await call('shell', { url })).toEqual({ api });
      const elsewhere = await call('shell', { url: 'https://example.invalid/' });
      expect(elsewhere).toEqual({ api: expect.stringMatching(/Could not resolve host/) });
    });

    test.skipIf(!hasProgram('go', 'version'))('Go', async () => {
      await deploy('go', 'provided.al2023', 'none', { bootstrap: compileGo() });
      expect(await call('go', { url })).toEqual({ api });
    });

    test.skipIf(!hasProgram('javac', '--version'))('Java', async () => {
      await deploy('java', 'java17', 'Fetch::handle', { 'Fetch.class': compileJava() });
      expect(await call('java', { url })).toEqual({ api: JSON.stringify(api) });
    });
  },
);

describe('from outside', async () => {
  const stack = await createStack();
  afterAll(() => stack.stop());
  const sources = { clock: createClock(), ids: createIds() };
  const ca = await readCertificate(join(defaultCacheDir(), 'ca'), sources);
  const { ApiId } = await stack
    .client(ApiGatewayV2)
    .createApi({ Name: 'outside', ProtocolType: 'HTTP' });
  const host = `${ApiId}.execute-api.us-east-1.amazonaws.com`;
  const port = Number(new URL(stack.endpoint).port);

  test("curl --resolve meets an API under AWS's name", async () => {
    const file = join(folder, 'ca.pem');
    writeFileSync(file, ca);
    const words = ['-sS', '--cacert', file, '--resolve', `${host}:${port}:127.0.0.1`];
    const { stdout } = await promisify(execFile)('curl', [...words, `https://${host}:${port}/`]);
    expect(JSON.parse(stdout)).toEqual({ message: 'Not Found' });
  });

  test('a thousand names get certificates, and names that are none harm nobody', async () => {
    const shake = (servername: string): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', ca, servername });
        socket.on('error', () => {}).on('close', () => resolve(false));
        socket.on('secureConnect', () => {
          resolve(socket.authorized);
          socket.destroy();
        });
      });
    for (let at = 0; at < 1000; at += 50) {
      const names = Array.from({ length: 50 }, (_, i) => `b${at + i}.s3.us-east-1.amazonaws.com`);
      expect(await Promise.all(names.map(shake))).toEqual(names.map(() => true));
    }
    for (const name of ['..', 'a'.repeat(250), '*.*', '-', 'x_y.com', 'a,b']) await shake(name);
    expect(await shake(host)).toBe(true);
  });
});
