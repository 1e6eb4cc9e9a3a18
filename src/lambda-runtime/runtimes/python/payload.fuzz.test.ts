import fc from 'fast-check';
import { expect, it } from 'vitest';
import { text } from '../../fixtures/answers.ts';
import { openPython, PYTHONS } from '../../fixtures/python.ts';

/** Whatever a caller can send; text that is no Unicode cannot be answered, on AWS neither. */
const events = fc
  .jsonValue({ stringUnit: 'binary', maxDepth: 5 })
  .filter(
    (event) => JSON.stringify(event).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(event)),
  );

it.each(PYTHONS)('%s gives back any event, by either encoder', async (runtime) => {
  const { deployCode, invoke } = await openPython(runtime);
  // Bytes, which `json` does not know, send the second answer to the careful encoder.
  const echo = await deployCode('def handler(event, context): return event');
  const careful = await deployCode("def handler(event, context): return [b'', event]");
  await fc.assert(
    fc.asyncProperty(events, async (event) => {
      const sent = JSON.stringify(event);
      const payload = Buffer.from(sent);
      const [plain, second] = await Promise.all([
        invoke(echo, undefined, { payload }),
        invoke(careful, undefined, { payload }),
      ]);
      expect(JSON.parse(text(plain.payload))).toEqual(JSON.parse(sent));
      expect(text(second.payload)).toBe(`["", ${text(plain.payload)}]`);
    }),
    { numRuns: 100 },
  );
});
