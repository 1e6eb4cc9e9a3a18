import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ASK_LIMIT_MS = 10_000;

export interface Ruby {
  path: string;
  /** `3.3.6` */
  version: string;
  /** The folder that its libraries are below. */
  prefix: string;
}

/** Folders of version managers, whose subfolders are Rubies named after their version. */
const COLLECTIONS: readonly string[] = [
  join(homedir(), '.rbenv/versions'),
  join(homedir(), '.asdf/installs/ruby'),
  join(homedir(), '.local/share/mise/installs/ruby'),
  join(homedir(), '.rvm/rubies'),
  join(homedir(), '.rubies'),
  '/opt/rubies',
];

/** Where Homebrew keeps a version that is not on PATH. */
const KEGS: readonly string[] = ['/opt/homebrew/opt', '/usr/local/opt'];

/**
 * A Ruby of exactly this minor version. BRUME_RUBY names one that is taken for every version, for those
 * who know what they do; else PATH comes first, then the version managers, where the newest wins.
 * @param minor `3.3`
 */
export async function findRuby(
  minor: string,
  environment: NodeJS.ProcessEnv = process.env,
  collections: readonly string[] = COLLECTIONS,
): Promise<Ruby | undefined> {
  const chosen = environment['BRUME_RUBY'];
  if (chosen !== undefined && chosen !== '') return askRuby(chosen);
  const candidates = [
    ...onPath(minor, environment),
    ...KEGS.map((kegs) => join(kegs, `ruby@${minor}`, 'bin', 'ruby')),
    ...(await Promise.all(collections.map((folder) => listRubies(folder, minor)))).flat(),
  ];
  for (const path of candidates.filter((each) => existsSync(each))) {
    const ruby = await askRuby(path);
    if (ruby?.version.startsWith(`${minor}.`)) return ruby;
  }
  return undefined;
}

function onPath(minor: string, environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [`ruby${minor}`, 'ruby'].flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function listRubies(collection: string, minor: string): Promise<string[]> {
  const names = await readdir(collection).catch(() => []);
  return names
    .filter((name) => name.replace(/^ruby-/, '').startsWith(`${minor}.`))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(collection, name, 'bin', 'ruby'));
}

/** What a Ruby says of itself; undefined when it does not run. */
async function askRuby(path: string): Promise<Ruby | undefined> {
  const question = 'puts RUBY_VERSION, RbConfig.ruby, RbConfig::CONFIG["prefix"]';
  try {
    // A version manager's shim on PATH says where the Ruby itself is.
    const { stdout } = await run(path, ['--disable=gems', '-rrbconfig', '-e', question], {
      timeout: ASK_LIMIT_MS,
    });
    const [version, program, prefix] = stdout.trim().split('\n');
    if (version === undefined || program === undefined || prefix === undefined) return undefined;
    return { path: await realpath(program), version, prefix: await realpath(prefix) };
  } catch {
    return undefined;
  }
}
