import { createHash } from 'node:crypto';

export const JAVA_FOLDER = 'src/lambda-runtime/runtimes/java';
export const JAVA_JAR = `${JAVA_FOLDER}/bootstrap.jar`;
/** The line of the jar's manifest that tells what it was built from. */
export const DIGEST_NAME = 'Sources-Sha256';

/** Whether a file is a source of the Java bootstrap. */
export function isJavaSource(file: string): boolean {
  return file.startsWith(`${JAVA_FOLDER}/bootstrap/`) && file.endsWith('.java');
}

/** @param sources texts by name; their order does not matter */
export function digestSources(sources: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const name of [...sources.keys()].toSorted()) hash.update(`${name}\0${sources.get(name)}\0`);
  return hash.digest('base64');
}
