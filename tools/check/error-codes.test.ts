import { expect, it } from 'vitest';
import { errorCodes } from './error-codes.ts';
import { treeOf } from './tree.ts';

const SOURCE = `
export function fail(): never {
  throw new BrumeError('ERR_PORT_TAKEN', 'Port 4566 is taken.');
}
export const isRefused = (error: { code: string }) => error.code === 'ERR_SOCKET_CLOSED';
`;
const find = (page: string) =>
  errorCodes.find(treeOf({ 'src/gateway/server.ts': SOURCE, 'docs/reference/errors.md': page }));

it('is content when page and code agree', () => {
  expect(find('# Errors\n\n## ERR_PORT_TAKEN\n')).toEqual([]);
});

it('misses a code on the page', () => {
  expect(find('# Errors\n')).toEqual([
    { path: 'src/gateway/server.ts', message: expect.stringContaining('ERR_PORT_TAKEN') },
  ]);
});

it('finds a section for a code that nothing throws', () => {
  expect(find('## ERR_PORT_TAKEN\n## ERR_GONE\n')).toEqual([
    { path: 'docs/reference/errors.md', message: expect.stringContaining('ERR_GONE') },
  ]);
});
