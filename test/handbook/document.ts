import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One fenced block of the handbook. */
export interface Block {
  /** The word behind the fence: `bash`, `javascript`, `json`; empty without one. */
  language: string;
  /** Byte for byte what stands between the fences, with its final line break. */
  text: string;
  /** Titles of the headings above it, outermost first. */
  trail: readonly string[];
  /** The bold line before it, without its marks and colon: `index.js`, `Deploy`. */
  label: string | undefined;
}

export const DOCUMENT_PATH = path.join(import.meta.dirname, 'day-26-serverless.md');

/** All fenced blocks of a Markdown text, in order. @throws when a fence is not closed */
export function parseBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  const trail: { level: number; title: string }[] = [];
  let label: string | undefined;
  let open: { language: string; rows: string[] } | undefined;
  for (const row of markdown.split('\n')) {
    if (open) {
      if (row !== '```') {
        open.rows.push(row);
        continue;
      }
      const text = open.rows.map((each) => `${each}\n`).join('');
      blocks.push({ language: open.language, text, label, trail: trail.map((each) => each.title) });
      open = undefined;
      label = undefined;
    } else if (row.startsWith('```')) {
      open = { language: row.slice(3).trim(), rows: [] };
    } else {
      const heading = /^(#+) (.+)$/.exec(row);
      if (heading) enter(trail, heading[1]?.length ?? 1, heading[2] ?? '');
      const bold = /^\*\*(.+?):?\*\*$/.exec(row);
      // Only the line directly above a block, blank lines aside, is its label.
      if (row.trim() !== '') label = bold?.[1];
    }
  }
  if (open) throw new Error('The last fence of the document is not closed.');
  return blocks;
}

function enter(trail: { level: number; title: string }[], level: number, title: string): void {
  while ((trail.at(-1)?.level ?? 0) >= level) trail.pop();
  trail.push({ level, title });
}

/**
 * The one block under a heading.
 * @param heading the title of any heading above the block, such as `Example 1: Hello World`
 * @throws when there is none or more than one: the document has changed, so must the test
 */
export function blockUnder(heading: string, want: { language?: string; label?: string }): Block {
  const found = parseBlocks(readFileSync(DOCUMENT_PATH, 'utf8')).filter(
    (block) =>
      block.trail.includes(heading) &&
      (want.language === undefined || block.language === want.language) &&
      (want.label === undefined || block.label === want.label),
  );
  const [block] = found;
  if (found.length !== 1 || !block)
    throw new Error(`"${heading}" has ${found.length} blocks like ${JSON.stringify(want)}.`);
  return block;
}

/** The commands of a shell block, each verbatim with its continuation lines; comments and blank lines left out. */
export function commandsOf(block: Block): string[] {
  const commands: string[] = [];
  let rows: string[] = [];
  for (const row of block.text.split('\n')) {
    if (rows.length === 0 && (row.trim() === '' || row.startsWith('#'))) continue;
    rows.push(row);
    if (row.endsWith('\\')) continue;
    commands.push(rows.join('\n'));
    rows = [];
  }
  return commands;
}
