import { expect, it } from 'vitest';
import { treeOf } from '../check/tree.ts';
import { renderReadme, servicesIn } from './service-readmes.ts';

const names = (): Promise<string[]> => Promise.resolve(['GetCallerIdentity', 'AssumeRole']);
const code = { 'src/services/sts/operations/assume-role.ts': '' };

it('lists what is built first, with links', async () => {
  const text = await renderReadme(treeOf(code), 'sts', names);
  expect(text).toContain('1 of 2 operations are built.');
  expect(text).toContain(
    '| [AssumeRole](operations/assume-role.ts) | built |\n| GetCallerIdentity | answers 501 |',
  );
});

it('keeps what people wrote, and is stable', async () => {
  const first = await renderReadme(treeOf(code), 'sts', names);
  const edited = `# STS\n\nOur words.\n${first.slice(first.indexOf('\n'))}\nMore words.\n`;
  const tree = treeOf({ ...code, 'src/services/sts/README.md': edited });
  expect(await renderReadme(tree, 'sts', names)).toBe(edited);
});

it('knows the services by their operations', () => {
  expect(servicesIn(treeOf({ ...code, 'src/services/store.ts': '' }))).toEqual(['sts']);
});
