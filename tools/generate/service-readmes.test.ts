import { expect, it } from 'vitest';
import { treeOf } from '../check/tree.ts';
import { renderReadme, servicesIn } from './service-readmes.ts';

const code = {
  'src/services/sts/index.ts': '',
  'src/services/sts/operations/get-session-token.ts': '',
};

it('lists what is built first, with links', async () => {
  const text = await renderReadme(treeOf(code), 'sts');
  expect(text).toMatch(/1 of \d+ operations are built\./);
  expect(text).toContain(
    '| [GetSessionToken](operations/get-session-token.ts) | built |\n| AssumeRole | answers 501 |',
  );
});

it('keeps what people wrote, and is stable', async () => {
  const first = await renderReadme(treeOf(code), 'sts');
  const edited = `# STS\n\nOur words.\n${first.slice(first.indexOf('\n'))}\nMore words.\n`;
  const tree = treeOf({ ...code, 'src/services/sts/README.md': edited });
  expect(await renderReadme(tree, 'sts')).toBe(edited);
});

it('knows AWS services from data planes and contract files', () => {
  const files = { ...code, 'src/services/execute-api/index.ts': '', 'src/services/store.ts': '' };
  expect(servicesIn(treeOf(files))).toEqual(['sts']);
});
