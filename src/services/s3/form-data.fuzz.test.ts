import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readForm } from './form-data.ts';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

it('finds the fields and the file, wherever the network cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
      fc.uint8Array({ maxLength: 100 }),
      fc.array(fc.nat(40), { maxLength: 30 }),
      async (values, file, sizes) => {
        const head = (disposition: string): string =>
          `--bound\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
        const body = Buffer.concat([
          Buffer.from(values.map((value, n) => `${head(`name="f${n}"`)}${value}\r\n`).join('')),
          Buffer.from(head('name="file"; filename="a.bin"')),
          file,
          Buffer.from('\r\n--bound--\r\n'),
        ]);
        const form = await readForm('multipart/form-data; boundary=bound', cut(body, sizes));
        expect([...form.fields.values()]).toEqual(
          values.map((value) => Buffer.from(value).toString()),
        );
        expect(form.file?.filename).toBe('a.bin');
        const parts: Uint8Array[] = [];
        for await (const part of form.file!.bytes) parts.push(part);
        expect(Buffer.concat(parts)).toEqual(Buffer.from(file));
      },
    ),
  );
});

it('answers anything else with an error of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 100 }), async (text) => {
      await readForm('multipart/form-data; boundary=b', cut(Buffer.from(text), [])).catch(
        (error: unknown) => expect(error).toMatchObject({ status: 400 }),
      );
    }),
  );
});
