const WIDTH = 56;
const HEIGHT = 10;

export interface Point {
  /** One character. */
  mark: string;
  x: number;
  y: number;
}

interface Axis {
  name: string;
  /** The largest value, as it is shown. */
  format(value: number): string;
}

/** Draws points in a box of text. Both axes begin at 0, so that distances are true. */
export function drawChart(points: readonly Point[], x: Axis, y: Axis): string[] {
  const maxX = Math.max(...points.map((point) => point.x)) || 1;
  const maxY = Math.max(...points.map((point) => point.y)) || 1;
  const rows = Array.from({ length: HEIGHT }, () => Array.from({ length: WIDTH }, () => ' '));
  for (const point of points) {
    const row = rows[Math.round((1 - point.y / maxY) * (HEIGHT - 1))]!;
    // Points that fall together stand side by side.
    let column = Math.round((point.x / maxX) * (WIDTH - 1));
    while (row[column] !== ' ' && column > 0) column -= 1;
    row[column] = point.mark;
  }
  const top = y.format(maxY);
  const left = Math.max(top.length, 1);
  const end = x.format(maxX);
  return [
    `${' '.repeat(left)} ${y.name}`,
    ...rows.map((row, index) => {
      const label = index === 0 ? top : '';
      return `${label.padStart(left)} ${index === 0 ? '┤' : '│'}${row.join('')}`.trimEnd();
    }),
    `${'0'.padStart(left)} └${'─'.repeat(WIDTH)}`,
    `${' '.repeat(left)} 0${`${end} ${x.name}`.padStart(WIDTH)}`,
  ];
}
