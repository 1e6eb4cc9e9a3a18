import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beyond so many files nobody waits for an answer: the SDK is a few megabytes, fetched once. */
const MOST_FILES = 5000;

/** Whether a function's code names the AWS SDK and does not bring it along. */
export async function mentionsSdk(taskDir: string): Promise<boolean> {
  if (existsSync(join(taskDir, 'boto3')) && existsSync(join(taskDir, 'botocore'))) return false;
  const names = await readdir(taskDir, { recursive: true });
  const sources = names.filter((name) => name.endsWith('.py'));
  if (sources.length > MOST_FILES) return true;
  for (const name of sources) {
    const text = await readFile(join(taskDir, name), 'latin1').catch(() => '');
    if (/\bboto(?:3|core)\b/.test(text)) return true;
  }
  return false;
}
