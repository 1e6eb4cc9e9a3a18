/** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html, as far as the function and its log show it. */
import { expect, it } from 'vitest';
import { json } from './fixtures/answers.ts';
import { openFixture } from './fixtures/fixture.ts';

const CODE = { 'index.js': 'exports.handler = async () => process.env._X_AMZN_TRACE_ID;' };
const ROOT = '1-5759e988-bd862e3fe1be46a994272793';

it.each<[string, string | undefined, RegExp, boolean]>([
  ['a new one', undefined, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1;/, true],
  [
    'the caller’s, completed',
    `Root=${ROOT}`,
    new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=1;Lineage=1:[0-9a-f]{8}:0$`),
    true,
  ],
  [
    'the caller’s, left to us to decide',
    `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=?`,
    new RegExp(`^Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:[0-9a-f]{8}:0$`),
    true,
  ],
  [
    'the caller’s, who decided against it',
    `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=0`,
    new RegExp(`^Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:[0-9a-f]{8}:0$`),
    false,
  ],
  [
    'a new one instead of nonsense',
    'nonsense',
    /^Root=1-[0-9a-f-]+;Parent=[0-9a-f]{16};Sampled=1;/,
    true,
  ],
])('a function with active tracing gets %s', async (_what, traceId, header, isReported) => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy(CODE, { tracingMode: 'Active' });
  const result = await invoke(fn, {}, traceId === undefined ? {} : { traceId });
  const given = json<string>(result.payload);
  expect(given).toMatch(header);
  const report = (await logOf(fn)).at(-1) ?? '';
  const [root, parent] = [/Root=([^;]+)/.exec(given)?.[1], /Parent=([^;]+)/.exec(given)?.[1]];
  const line = `\t\nXRAY TraceId: ${root}\tSegmentId: ${parent}\tSampled: true\t\n`;
  expect(report.endsWith(line)).toBe(isReported);
});

it('a failed invocation has its status before the trace', async () => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy(
    { 'index.js': 'exports.handler = () => process.exit(2);' },
    { tracingMode: 'Active' },
  );
  await invoke(fn);
  expect((await logOf(fn)).at(-1)).toMatch(
    /\tStatus: error\tError Type: Runtime\.ExitError\nXRAY TraceId: 1-[0-9a-f-]+\tSegmentId: [0-9a-f]{16}\tSampled: true\t\n$/,
  );
});

it('without active tracing nothing is said', async () => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy(CODE);
  await invoke(fn, {}, { traceId: `Root=${ROOT};Sampled=1` });
  expect((await logOf(fn)).at(-1)).not.toContain('XRAY');
});
