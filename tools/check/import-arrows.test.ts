import { describe, expect, it } from 'vitest';
import { importArrows } from './import-arrows.ts';
import type { Finding } from './rule.ts';
import { treeOf } from './tree.ts';

const find = async (texts: Record<string, string>): Promise<Finding[]> =>
  importArrows.find(treeOf(texts));

describe('import arrows', () => {
  it('lets outer layers import inner ones', async () => {
    const texts = {
      'src/cli/main.ts': "import { a } from '../stack/stack.ts';",
      'src/stack/stack.ts': "import { lambda } from '../services/lambda/index.ts';",
      'src/services/lambda/index.ts': "import '../define-service.ts';",
      'src/services/define-service.ts': "import type { E } from '../engine/interface.ts';",
      'src/services/registry.ts': "import { lambda } from './lambda/index.ts';",
      'src/index.ts': "export * from './stack/stack.ts';",
    };
    expect(await find(texts)).toEqual([]);
  });

  it.each([
    ['static import', "import { run } from '../gateway/server.ts';"],
    ['type import', "import type { Run } from '../gateway/server.ts';"],
    ['re-export', "export { run } from '../gateway/server.ts';"],
    ['dynamic import', "export const load = () => import('../gateway/server.ts');"],
    ['import type', "export type Run = typeof import('../gateway/server.ts');"],
  ])('refuses an outward %s', async (_kind, text) => {
    expect(await find({ 'src/engine/log.ts': text })).toEqual([
      {
        path: 'src/engine/log.ts',
        line: 1,
        message: expect.stringContaining('engine must not import gateway'),
      },
    ]);
  });

  it('refuses one service in another', async () => {
    expect(
      (await find({ 'src/services/sqs/queue.ts': "import { role } from '../iam/role.ts';" }))[0],
    ).toMatchObject({
      message: expect.stringContaining('the service "iam"'),
    });
  });

  it('lets API Gateway stand on its data plane, but not the other way round', async () => {
    const inward = "import { plane } from '../execute-api/plane.ts';";
    const outward = "import { route } from '../apigatewayv2/route.ts';";
    expect(await find({ 'src/services/apigatewayv2/index.ts': inward })).toEqual([]);
    expect(await find({ 'src/services/sqs/index.ts': inward })).toHaveLength(1);
    expect(await find({ 'src/services/execute-api/plane.ts': outward })).toHaveLength(1);
  });

  it('refuses a service folder in the contract files', async () => {
    expect(
      await find({ 'src/services/store.ts': "import { role } from './iam/role.ts';" }),
    ).toHaveLength(1);
  });

  it('refuses peers, unknown layers and what is outside src', async () => {
    expect(
      (
        await find({
          'src/engine/a.ts': "import { AwsError } from '../protocol/aws-error.ts';",
          'src/extras/b.ts': "import './c.ts';",
          'src/platform/d.ts': "import '../../tools/check.ts';",
        })
      ).map((each) => each.path),
    ).toEqual(['src/engine/a.ts', 'src/extras/b.ts', 'src/platform/d.ts']);
  });

  it('lets a service import its own data plane, not that of others', async () => {
    const text = "import { route } from '../execute-api/route.ts';";
    expect(await find({ 'src/services/apigatewayv2/change-api.ts': text })).toEqual([]);
    expect(await find({ 'src/services/sqs/queue.ts': text })).toHaveLength(1);
  });

  it('keeps fixtures out of the product', async () => {
    const text = "import { sample } from './fixture.ts';";
    expect(await find({ 'src/services/sqs/queue.ts': text })).toHaveLength(1);
    expect(await find({ 'src/services/sqs/queue.test.ts': text })).toEqual([]);
  });

  it('leaves tests free', async () => {
    expect(
      await find({
        'src/services/sqs/queue.test.ts': "import { createStack } from '../../stack/stack.ts';",
      }),
    ).toEqual([]);
  });
});
