/** The peers: how each is installed and started, in the versions that need no account. */
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { deploy, HELLO, lambdaOf } from './deploy.ts';
import { installNpm, installPip } from './install.ts';
import { freePort, start, type Started } from './processes.ts';
import { zipOf } from './zip.ts';

export interface RunningPeer {
  process: Started;
  /** What asks for hello; undefined for one that runs no function here. */
  request?: string;
}

export interface Peer {
  name: string;
  /** How many times as many requests per second Brume must answer, and would like to. */
  bar?: number;
  aim?: number;
  /** What could not be compared, and why. */
  without?: string;
  start(): Promise<RunningPeer>;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

const serverlessOffline: Peer = {
  name: 'serverless-offline 13 (worker threads)',
  bar: 4,
  aim: 10,
  async start() {
    // Version 3 of the framework is the last one without a login, and 13 the last plugin for it.
    const folder = await installNpm('serverless-offline', [
      'serverless@3',
      'serverless-offline@13',
    ]);
    const [port, lambdaPort] = [await freePort(), await freePort()];
    await writeFile(join(folder, 'index.js'), HELLO);
    await writeFile(
      join(folder, 'serverless.yml'),
      `service: hello
frameworkVersion: '3'
plugins: [serverless-offline]
provider: { name: aws, runtime: nodejs20.x, region: us-east-1 }
custom: { serverless-offline: { httpPort: ${port}, lambdaPort: ${lambdaPort} } }
functions: { hello: { handler: index.handler, events: [{ httpApi: 'GET /hello' }] } }
`,
    );
    const process = await start({
      args: ['node_modules/serverless/bin/serverless.js', 'offline', 'start'],
      cwd: folder,
      env: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
      ready: /Server ready/,
      port,
      hideErrors: true,
    });
    return { process, request: get('/hello') };
  },
};

const miniflare: Peer = {
  name: 'miniflare 4 (workerd isolates)',
  bar: 4,
  aim: 8,
  async start() {
    const folder = await installNpm('miniflare', ['miniflare@4']);
    await writeFile(
      join(folder, 'run.mjs'),
      `import { Miniflare } from 'miniflare';
const script = "export default { fetch: () => new Response('{\\"message\\":\\"hello\\"}', { headers: { 'content-type': 'application/json' } }) }";
const server = new Miniflare({ modules: true, script, port: 0, host: '127.0.0.1' });
console.log('ready at ' + (await server.ready));
process.on('SIGTERM', () => server.dispose().then(() => process.exit(0)));
`,
    );
    const process = await start({
      args: ['run.mjs'],
      cwd: folder,
      ready: /ready at \S+:\d+/,
      hideErrors: true,
    });
    return { process, request: get('/') };
  },
};

const lambdaLocal: Peer = {
  name: 'lambda-local 2 (in its own process)',
  async start() {
    const folder = await installNpm('lambda-local', ['lambda-local@2']);
    const port = await freePort();
    await writeFile(join(folder, 'hello.js'), HELLO);
    const process = await start({
      args: [
        'node_modules/lambda-local/build/cli.js',
        ...['-l', 'hello.js', '-h', 'handler', '--watch', String(port)],
      ],
      cwd: folder,
      ready: /listening on/,
      port,
      hideErrors: true,
    });
    return { process, request: get('/hello') };
  },
};

const architect: Peer = {
  name: '@architect/sandbox (a process per request)',
  async start() {
    const folder = await installNpm('architect', ['@architect/sandbox']);
    const port = await freePort();
    await writeFile(
      join(folder, 'app.arc'),
      '@app\nbench\n@aws\nruntime nodejs20.x\n@http\nget /hello\n',
    );
    await mkdir(join(folder, 'src', 'http', 'get-hello'), { recursive: true });
    await writeFile(join(folder, 'src', 'http', 'get-hello', 'index.js'), HELLO);
    const process = await start({
      args: ['node_modules/@architect/sandbox/src/cli/cli.js', '--port', String(port)],
      cwd: folder,
      ready: /environment ready/,
      port,
      hideErrors: true,
    });
    return { process, request: get('/hello') };
  },
};

const ministack: Peer = {
  name: 'ministack (a process per function)',
  async start() {
    const folder = await installPip('ministack', ['ministack']);
    const port = await freePort();
    const node = dirname(process.execPath);
    const running = await start({
      program: join(folder, 'bin', 'ministack'),
      args: [],
      cwd: folder,
      env: {
        GATEWAY_PORT: String(port),
        LAMBDA_EXECUTOR: 'local',
        PATH: [node, process.env['PATH']].join(delimiter),
      },
      ready: /Running on http/,
      port,
      hideErrors: true,
    });
    const zip = await zipOf({ 'index.js': HELLO });
    const path = await deploy(lambdaOf(port), 'hello', zip, { Runtime: 'nodejs22.x' });
    const request = `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
    return { process: running, request };
  },
};

export const moto: Peer = {
  name: 'moto (moto_server)',
  without: 'its Lambda needs Docker, so only its start and its memory are compared',
  async start() {
    const folder = await installPip('moto', ['moto[server,s3,dynamodb]']);
    const port = await freePort();
    const process = await start({
      program: join(folder, 'bin', 'moto_server'),
      args: ['--host', '127.0.0.1', '--port', String(port)],
      cwd: folder,
      ready: /Running on http/,
      port,
      hideErrors: true,
    });
    return { process };
  },
};

export const PEERS: readonly Peer[] = [
  serverlessOffline,
  miniflare,
  lambdaLocal,
  architect,
  ministack,
  moto,
];
