import { expect, it } from 'vitest';
import { MalformedCsv, parseCsv } from './csv.ts';

async function parse(...pieces: string[]): Promise<string[][]> {
  async function* source(): AsyncGenerator<string> {
    yield* pieces;
  }
  const records: string[][] = [];
  for await (const record of parseCsv(source(), ',')) records.push(record);
  return records;
}

it('reads records however they come', async () => {
  const expected = [
    ['id', 'name'],
    ['1', 'a,"b"\nc'],
    ['', ''],
    ['3', 'd'],
  ];
  const text = 'id,name\r\n1,"a,""b""\nc"\n,\n\n3,d';
  expect(await parse(text)).toEqual(expected);
  expect(await parse(...text.split(''))).toEqual(expected);
  expect(await parse('')).toEqual([]);
  expect(await parse('a,b\n""')).toEqual([['a', 'b'], ['']]);
});

it('refuses quotes that never end and records without measure', async () => {
  await expect(parse('a,"b')).rejects.toThrow(MalformedCsv);
  await expect(parse('x'.repeat(3 * 2 ** 20))).rejects.toThrow(MalformedCsv);
});
