import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importArrows } from '../check/import-arrows.ts';
import { operations } from '../check/operations.ts';
import { serviceReadmes } from '../check/service-readmes.ts';
import { readTree } from '../check/tree.ts';
import { capture } from '../command.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const COPIED = ['src', 'tools', 'package.json', 'tsconfig.json', '.oxfmtrc.json'];

describe('npm run new', () => {
  let copy: string;
  const run = (...words: string[]) =>
    capture(process.execPath, [path.join(copy, 'tools/new.ts'), ...words]);

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'brume-new-'));
    for (const name of COPIED)
      cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it(
    'makes a service and an operation that the type checker and our rules accept',
    { timeout: 60_000 },
    async () => {
      expect((await run('service', 'xray')).text).toContain('wrote src/services/xray/index.ts');
      expect((await run('operation', 'xray', 'GetTraceSummaries')).code).toBe(0);
      expect((await run('operation', 'sts', 'GetFederationToken')).code).toBe(0);

      const types = await capture(path.join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit'], {
        cwd: copy,
      });
      const ours = /src\/services\/(xray|sts\/index|sts.*federation|registry)/;
      expect(types.text.split('\n').filter((line) => ours.test(line))).toEqual([]);
      const tree = readTree(copy);
      for (const rule of [operations, serviceReadmes, importArrows])
        expect((await rule.find(tree)).filter((each) => ours.test(each.path))).toEqual([]);
      const index = readFileSync(path.join(copy, 'src/services/sts/operations.ts'), 'utf8');
      expect(index).toMatch(/getCallerIdentity,\s+getFederationToken,\s+getSessionToken/);
    },
  );

  it.each([
    [['service', 'lamda'], 'Usage:'],
    [['operation', 'sts', 'AssumRole'], 'sts has no operation "AssumRole"'],
    [['operation', 'sts', 'getcalleridentity'], 'Did you mean GetCallerIdentity?'],
    [['operation', 'sts', 'GetCallerIdentity'], 'is there already'],
  ])('refuses %j', async (words, message) => {
    const { code, text } = await run(...words);
    expect(code).toBe(2);
    expect(text).toContain(message);
  });
});
