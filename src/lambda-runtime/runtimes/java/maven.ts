import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jarName, type JavaLibrary } from './libraries.ts';

const run = promisify(execFile);
const FETCH_LIMIT_MS = 5 * 60_000;
const GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/**
 * Puts jars into a folder, with the machine's own `mvn` and its settings, mirrors and cache.
 * @throws Error when mvn is missing or fails, or a jar is not the one expected
 */
export async function fetchJars(libraries: readonly JavaLibrary[], folder: string): Promise<void> {
  const project = join(folder, 'pom.xml');
  await writeFile(project, projectOf(libraries));
  const options = ['-DexcludeTransitive=true', `-DoutputDirectory=${folder}`];
  await run('mvn', ['--batch-mode', '--quiet', '-f', project, GOAL, ...options], {
    timeout: FETCH_LIMIT_MS,
    cwd: folder,
    shell: process.platform === 'win32', // mvn is a .cmd there
  });
  await rm(project);
  for (const library of libraries) {
    const bytes = await readFile(join(folder, jarName(library)));
    if (createHash('sha256').update(bytes).digest('hex') !== library.sha256)
      throw new Error(`${jarName(library)} is not the file that was published.`);
  }
}

function projectOf(libraries: readonly JavaLibrary[]): string {
  const dependencies = libraries.map(
    ({ group, artifact, version }) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>brume</groupId><artifactId>java-runtime</artifactId><version>1</version>',
    `<dependencies>${dependencies.join('')}</dependencies></project>`,
  ].join('\n');
}
