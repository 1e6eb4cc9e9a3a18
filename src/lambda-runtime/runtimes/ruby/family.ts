import { fileURLToPath } from 'node:url';
import { BrumeError } from '../../../platform/errors.ts';
import type { RuntimeStatus } from '../../interface.ts';
import type { RuntimeFamily, RuntimeProgram } from '../runtime.ts';
import { findRuby, type Ruby } from './locate.ts';

const RUNTIME_DIR = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.rb', import.meta.url));

/** Ruby functions, on the Rubies that the machine has, run by our own bootstrap. */
export function createRubyFamily(): RuntimeFamily {
  /** Found or being looked for, so that cold starts do not ask again. */
  const known = new Map<string, Promise<Ruby>>();

  const get = (identifier: string): Promise<Ruby> => {
    const already = known.get(identifier);
    if (already) return already;
    const finding = findOrAdvise(identifier);
    known.set(identifier, finding);
    finding.catch(() => known.delete(identifier)); // the next request looks again
    return finding;
  };

  return {
    identifiers: ['ruby3.4', 'ruby3.3', 'ruby3.2'],
    async prepare(identifier) {
      await get(identifier);
    },
    program: async (fn, taskDir) => programOf(fn.runtime, await get(fn.runtime), taskDir),
    status: async (identifier) => statusOf(identifier, await findRuby(minorOf(identifier))),
  };
}

async function findOrAdvise(identifier: string): Promise<Ruby> {
  const ruby = await findRuby(minorOf(identifier));
  if (ruby) return ruby;
  throw new BrumeError('ERR_RUNTIME_MISSING', `Ruby ${minorOf(identifier)} is not here.`, {
    hint: `${adviceOf(identifier)} brume runtimes lists what is here.`,
  });
}

function programOf(identifier: string, ruby: Ruby, taskDir: string): RuntimeProgram {
  // Gems are kept by the version of Ruby's interface to them: 3.3.0 for all of 3.3.
  const api = `${ruby.version.split('.').slice(0, 2).join('.')}.0`;
  return {
    command: [ruby.path, BOOTSTRAP],
    link: 'channel',
    runtimeDir: RUNTIME_DIR,
    defaults: {
      GEM_PATH: `${taskDir}/vendor/bundle/ruby/${api}:/opt/ruby/gems/${api}`,
      RUBYLIB: `${taskDir}:/opt/ruby/lib`,
    },
    executionEnv: `AWS_Lambda_${identifier}`,
    version: `ruby:${minorOf(identifier)}.v${ruby.version}`,
    needs: [ruby.prefix, RUNTIME_DIR],
  };
}

function statusOf(runtime: string, ruby: Ruby | undefined): RuntimeStatus {
  if (ruby) return { runtime, state: 'found', path: ruby.path, version: ruby.version };
  return { runtime, state: 'missing', advice: adviceOf(runtime) };
}

function adviceOf(identifier: string): string {
  const minor = minorOf(identifier);
  return `Install Ruby ${minor} (rbenv install ${minor}, asdf, RVM, Homebrew), or set BRUME_RUBY to the path of another version, which then runs all Ruby functions.`;
}

function minorOf(identifier: string): string {
  return identifier.slice('ruby'.length);
}
