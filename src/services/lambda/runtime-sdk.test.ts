/** Functions that call back into this cloud by the AWS SDK of their runtime. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchSdk, hasSdk, sdkPlace } from '../../lambda-runtime/runtimes/node/sdk.ts';
import { startStack, toJson, zip } from './fixtures/stack.ts';

const cacheDir = join(tmpdir(), 'brume-test-runtimes');
const place = sdkPlace(24, cacheDir);
if (!hasSdk(place)) await fetchSdk(24, place);
if (!hasSdk(place))
  process.stderr.write('SKIPPED: the SDK in functions: it could not be fetched from npm\n');

const { lambda, create, untilActive } = await startStack({ cacheDir });

const ASK = `
  const sts = new STSClient({});
  const handler = async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn;`;

test.skipIf(!hasSdk(place)).each([
  [
    'required',
    {
      'index.js': `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); ${ASK} exports.handler = handler;`,
    },
  ],
  [
    'imported',
    {
      'index.mjs': `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts'; ${ASK} export { handler };`,
    },
  ],
])('the SDK %s: the function is a session of its role', async (name, files) => {
  await create(name, undefined, { Code: { ZipFile: await zip(files) }, Timeout: 20 });
  await untilActive(name);
  const { Payload } = await lambda.invoke({ FunctionName: name });
  expect(toJson(Payload)).toBe(`arn:aws:sts::123456789012:assumed-role/lambda-role/${name}`);
});
