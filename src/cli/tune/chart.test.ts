import { expect, it } from 'vitest';
import { drawChart } from './chart.ts';

const axes = [
  { name: 'ms', format: String },
  { name: '$', format: String },
] as const;

it('draws points where they belong', () => {
  const lines = drawChart(
    [
      { mark: 'A', x: 100, y: 5 },
      { mark: 'B', x: 50, y: 10 },
      { mark: 'C', x: 0, y: 0 },
    ],
    ...axes,
  );
  expect(lines).toHaveLength(13);
  expect(lines[0]).toBe('   $');
  expect(lines[1]).toBe(`10 ┤${' '.repeat(28)}B`);
  expect(lines.slice(5, 7).join('')).toContain(`${' '.repeat(55)}A`);
  expect(lines[10]).toBe('   │C');
  expect(lines[11]).toBe(` 0 └${'─'.repeat(56)}`);
  expect(lines[12]).toMatch(/^ {3}0 +100 ms$/);
});

it('sets points that fall together side by side, and bears a chart of nothing but zeros', () => {
  const same = ['A', 'B', 'C'].map((mark) => ({ mark, x: 0.1, y: 1 }));
  expect(drawChart(same, ...axes)[1]).toMatch(/CBA$/);
  expect(drawChart([{ mark: 'A', x: 0, y: 0 }], ...axes)[10]).toContain('│A');
});
