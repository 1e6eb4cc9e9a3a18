// `npm run build:java`: compiles the bootstrap of Java functions into the jar that is committed and published.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { jarName, JAVA_LIBRARIES } from '../src/lambda-runtime/runtimes/java/libraries.ts';
import { fetchJars } from '../src/lambda-runtime/runtimes/java/maven.ts';
import { capture } from './command.ts';
import { DIGEST_NAME, digestSources, JAVA_FOLDER, JAVA_JAR } from './java/sources.ts';

const ROOT = path.join(import.meta.dirname, '..');
/** The oldest Java that Lambda has. */
const RELEASE = '11';
/** The same bytes whenever it is built, by the same compiler. */
const MODIFIED = new Date(Date.UTC(2026, 0, 1));
const LONGEST_MANIFEST_LINE = 70;

process.env['TZ'] = 'UTC'; // dates in zips are local
const names = readdirSync(path.join(ROOT, JAVA_FOLDER, 'bootstrap')).toSorted();
const sources = new Map(
  names.map((name) => {
    const file = `${JAVA_FOLDER}/bootstrap/${name}`;
    return [file, readFileSync(path.join(ROOT, file), 'utf8')];
  }),
);

function manifest(): string {
  const lines = [
    'Manifest-Version: 1.0',
    'Main-Class: brume.runtime.Bootstrap',
    `Class-Path: ${JAVA_LIBRARIES.map(jarName).join(' ')}`,
    // Channel.java says why.
    'Add-Opens: java.base/java.io',
    `${DIGEST_NAME}: ${digestSources(sources)}`,
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function foldLine(line: string): string {
  const head = line.slice(0, LONGEST_MANIFEST_LINE);
  const rest = line.slice(LONGEST_MANIFEST_LINE);
  return rest === '' ? head : `${head}\r\n ${foldLine(rest)}`;
}

async function compile(folder: string): Promise<void> {
  const jars = JAVA_LIBRARIES.map((library) => path.join(folder, jarName(library)));
  const options = ['--release', RELEASE, '-g:source,lines', '-Xlint:all', '-Werror'];
  const places = ['-cp', jars.join(path.delimiter), '-d', path.join(folder, 'classes')];
  const { code, text } = await capture('javac', [...options, ...places, ...sources.keys()], {
    cwd: ROOT,
  });
  if (code !== 0) throw new Error(text);
}

/** Stored, not compressed, so that no version of zlib matters and the manifest can be read as it is. */
async function pack(classes: string): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const options = { mtime: MODIFIED, mode: 0o100644, compress: false };
  zip.addBuffer(Buffer.from(manifest()), 'META-INF/MANIFEST.MF', options);
  const files = readdirSync(classes, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => each.endsWith('.class')).toSorted())
    zip.addBuffer(readFileSync(path.join(classes, file)), file.replaceAll(path.sep, '/'), options);
  zip.end();
  return buffer(zip.outputStream);
}

mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
const folder = mkdtempSync(path.join(ROOT, '.cache', 'build-java-'));
try {
  await fetchJars(JAVA_LIBRARIES, folder);
  await compile(folder);
  const jar = await pack(path.join(folder, 'classes'));
  writeFileSync(path.join(ROOT, JAVA_JAR), jar);
  console.log(`${JAVA_JAR}: ${names.length} sources, ${jar.length} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
