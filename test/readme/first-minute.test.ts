import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsVersions } from '../handbook/aws-versions.ts';
import { parseBlocks } from '../handbook/document.ts';
import { sitDown } from '../handbook/person.ts';

const README = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');

/** One `$ command` of a picture of a terminal, and what stands below it. */
interface Typed {
  command: string;
  shown: string;
}

function typedIn(picture: string): Typed[] {
  return picture
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const rows = part.split('\n');
      const end = rows.findIndex((row) => !row.endsWith('\\')) + 1;
      return { command: rows.slice(0, end).join('\n'), shown: rows.slice(end).join('\n') };
    });
}

/** Rows of the start screen, less what differs from start to start and from machine to machine. */
function rowsOf(screen: string): string[] {
  return screen
    .replace(/ready in \S+ ms/, 'ready in … ms')
    .replace(/(localhost:)\d+/, '$1…')
    .replace(/ --port \d+/, '')
    .replace(/^( +(?:State|Functions) +)\S.*/gm, '$1…')
    .split('\n')
    .filter((row) => row.trim() !== '');
}

const [screen, picture] = parseBlocks(README).filter((block) =>
  block.trail.includes('The first minute'),
);
const [evaluated, ...typed] = typedIn(picture?.text ?? '');
const [{ path: aws } = { path: undefined }] = await awsVersions();

describe('the first minute in README.md', () => {
  it('begins with what points the tools at Brume', () => {
    expect(evaluated?.command).toBe('eval "$(npx brume env)"');
    expect(typed.length).toBeGreaterThan(4);
  });

  it.skipIf(aws === undefined)('goes as it is printed', { timeout: 180_000 }, async () => {
    const person = await sitDown(aws ?? '');
    try {
      expect(rowsOf(person.brume.output())).toEqual(rowsOf(screen?.text ?? '').slice(1));
      for (const { command, shown } of typed) {
        if (command.includes('--follow')) {
          const tail = person.watch(command);
          expect(await tail.until(/REPORT RequestId: .*\n/)).toMatch(/START RequestId: .*\$LATEST/);
          await tail.stop();
        } else {
          const printed = await person.paste(command);
          if (shown !== '') expect(printed.trim()).toBe(shown.trim());
        }
      }
    } finally {
      await person.leave();
    }
  });
});
