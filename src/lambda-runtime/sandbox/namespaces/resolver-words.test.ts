import { expect, it } from 'vitest';
import { hexOf, resolverWords } from './resolver-words.ts';

it.each([
  ['127.0.0.1', '7f000001'],
  ['::1', '00000000000000000000000000000001'],
  ['fd00::1:2', 'fd000000000000000000000000010002'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
])('%s is %s in network order', (address, hex) => expect(hexOf(address)).toBe(hex));

it('asks the servers of the machine, at most three, and keeps its settings', () => {
  const machine =
    'nameserver 10.0.0.1\nnameserver fe80::1%eth0\nnameserver bad\nsearch a.example b.example\noptions ndots:2 rotate\nnameserver ::1\n';
  const words = resolverWords({ aws: '127.200.0.1', machine });
  expect(words.slice(0, 2)).toEqual([
    'd',
    'options edns0\nsearch a.example b.example\noptions ndots:2\n',
  ]);
  expect(words.slice(-4)).toEqual(['s', '0a000001', 's', hexOf('::1')]);
});

it('asks nobody without egress', () => {
  expect(resolverWords({ aws: '127.0.0.1', machine: undefined })).not.toContain('s');
});
