// `npm run build`: what the published package contains, in dist/: compiled modules, AWS's schemas, bootstraps, declarations.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { capture } from './command.ts';

const ROOT = path.join(import.meta.dirname, '..');
const SRC = path.join(ROOT, 'src');
const DIST = path.join(ROOT, 'dist');

/** Of an SDK client, a server needs the schemas; commands, endpoints and credentials stay out. */
const schemasOnly: Plugin = {
  name: 'schemas-only',
  resolveId(source, importer) {
    if (!/^@aws-sdk\/client-[a-z0-9-]+$/.test(source)) return undefined;
    const entry = createRequire(importer ?? SRC).resolve(source);
    return path.join(path.dirname(entry), '../dist-es/schemas/schemas_0.js');
  },
};

/**
 * Our own modules keep their places, so that `new URL('./bootstrap.cjs', import.meta.url)` finds its file;
 * each client's schemas are one lazy chunk; the rest of what npm gave is one.
 */
function chunkName(id: string): string {
  if (id.startsWith(`${SRC}${path.sep}`))
    return path.relative(SRC, id).replaceAll(path.sep, '/').replace(/\.ts$/, '');
  const client = /client-([a-z0-9-]+)[/\\]dist-es/.exec(id)?.[1];
  return client === undefined ? 'npm/shared' : `npm/${client}`;
}

async function bundle(): Promise<void> {
  const build = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
    // What npm installs beside us, because it holds native code or is large: the package's dependencies.
    external: [/^node:/, 'lmdb', 'ws', 'yauzl', '@peculiar/x509', 'reflect-metadata'],
    preserveEntrySignatures: 'allow-extension',
    plugins: [schemasOnly],
  });
  await build.write({
    dir: DIST,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sanitizeFileName: false,
    sourcemap: false,
    codeSplitting: {
      groups: [{ name: chunkName, debugName: 'by place' }],
      includeDependenciesRecursively: false,
    },
  });
  await build.close();
}

/** What modules open at run time by a path beside their own: bootstraps and data. */
function copyAssets(): void {
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(cjs|mjs|py|json|jar|rb)$/.test(file) || /fixtures/.test(file)) continue;
    mkdirSync(path.dirname(path.join(DIST, file)), { recursive: true });
    cpSync(path.join(SRC, file), path.join(DIST, file));
  }
}

/** Declarations of the library's public part, and of all that it names. */
async function emitTypes(): Promise<void> {
  const words = ['src/index.ts', '--ignoreConfig', '--declaration', '--emitDeclarationOnly'];
  const options =
    '--target es2024 --module nodenext --strict --exactOptionalPropertyTypes --skipLibCheck';
  const paths =
    '--allowImportingTsExtensions --rewriteRelativeImportExtensions --types node --lib es2024,esnext.disposable';
  const { code, text } = await capture(
    path.join(ROOT, 'node_modules', '.bin', 'tsc'),
    [...words, ...options.split(' '), ...paths.split(' '), '--rootDir', 'src', '--outDir', 'dist'],
    { cwd: ROOT },
  );
  if (code !== 0) throw new Error(text);
}

function printSizes(): void {
  const totals = new Map<string, { files: number; sizeBytes: number }>();
  for (const file of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(path.join(DIST, file));
    if (!stat.isFile()) continue;
    const part = file.endsWith('.d.ts')
      ? 'declarations'
      : file.startsWith('npm/')
        ? 'schemas and vendored code'
        : 'Brume';
    const total = totals.get(part) ?? { files: 0, sizeBytes: 0 };
    totals.set(part, { files: total.files + 1, sizeBytes: total.sizeBytes + stat.size });
  }
  for (const [part, { files, sizeBytes }] of totals)
    console.log(`${(sizeBytes / 1024).toFixed(0).padStart(7)} kB  ${part} (${files} files)`);
}

rmSync(DIST, { recursive: true, force: true });
await bundle();
copyAssets();
await emitTypes();
printSizes();
