import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockUnder, commandsOf, DOCUMENT_PATH, parseBlocks } from './document.ts';

const SHARED = path.join(
  import.meta.dirname,
  '../../../shared/handbook',
  path.basename(DOCUMENT_PATH),
);

describe('the handbook', () => {
  it.skipIf(!existsSync(SHARED))('is the one that lies beside the repository', () => {
    expect(readFileSync(DOCUMENT_PATH).equals(readFileSync(SHARED))).toBe(true);
  });

  it('gives its blocks with language, label and headings', () => {
    expect(blockUnder('Example 1: Hello World', { label: 'index.js' })).toMatchObject({
      language: 'javascript',
      text: expect.stringMatching(/^exports\.handler = async \(event\) => \{\n[^]*\n\};\n$/),
      trail: [
        'Day 26: Serverless with Lambda & API Gateway',
        '5. Building Your First Lambda',
        'Example 1: Hello World',
      ],
    });
  });

  it('keeps every block that stands in it', () => {
    const text = readFileSync(DOCUMENT_PATH, 'utf8');
    const blocks = parseBlocks(text);
    expect(blocks).toHaveLength(text.split('\n').filter((row) => row.startsWith('```')).length / 2);
    for (const block of blocks) expect(text).toContain(`\n${block.text}\`\`\`\n`);
  });

  it('splits a shell block into whole commands', () => {
    const block = blockUnder('Lambda CLI Commands', { language: 'bash' });
    const commands = commandsOf(block);
    expect(commands.map((command) => command.split(/\s/).slice(1, 3).join(' '))).toEqual([
      'lambda create-function',
      'lambda update-function-code',
      'lambda invoke',
      'logs tail',
      'lambda delete-function',
    ]);
    for (const command of commands) expect(block.text).toContain(command);
  });

  it('says so when a block is not there', () => {
    expect(() => blockUnder('Example 1: Hello World', { language: 'rust' })).toThrow(
      'has 0 blocks',
    );
  });
});
