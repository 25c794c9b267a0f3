import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';

export interface Program {
  readonly name: string;
  readonly source: string;
  /** The name of its own file, e.g. `index.mjs`. */
  readonly main: string;
}
/** Contents by name, all of one folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

// Bundled CommonJS asks for `require`, which an ES module does not have; own names, as bundles may import the same.
const REQUIRE = [
  "import { createRequire as forewarnCreateRequire } from 'node:module';",
  'const require = forewarnCreateRequire(import.meta.url);',
].join('\n');

/**
 * Bundles programs so that each runs on nodejs24.x as on a laptop with Node 20, without `node_modules`. All at once: what
 * they share is parsed once and becomes chunks, of which each program gets those that it can reach; what is imported
 * lazily is loaded only when asked for. Worker threads come along if a program's code names their file: the source
 * `lib/adapters/<x>/worker.ts` is started as `new URL('./<x>-worker.mjs', import.meta.url)`. The same sources give the
 * same bytes. Rejects with esbuild's own errors.
 */
export async function bundle(programs: readonly Program[]): Promise<ReadonlyMap<string, Files>> {
  const workers = await findWorkers();
  const { outputFiles, metafile } = await build({
    entryPoints: [...programs.map(({ name, source }) => ({ in: source, out: name })), ...workers],
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Names stay, so that an error's `name` is one: they are compared and logged. `keepNames` would do the same by a wrapper
    // around every function, which doubles the time of what makes functions (validators).
    minifyWhitespace: true,
    minifySyntax: true,
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: { js: REQUIRE },
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const contents = new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
  const needs = (file: string): string[] => [
    ...importsOf(metafile, file),
    ...workers.map(({ out }) => `${out}.mjs`).filter((worker) => mentions(contents.get(file), worker)),
  ];
  return new Map(
    programs.map(({ name, main }) => {
      const files = [...reach(`${name}.mjs`, needs)].map(
        (file) => [file === `${name}.mjs` ? main : file, contents.get(file) ?? new Uint8Array()] as const,
      );
      return [name, new Map(files)];
    }),
  );
}

async function findWorkers(): Promise<{ readonly in: string; readonly out: string }[]> {
  const folders = await readdir('lib/adapters', { withFileTypes: true });
  return folders
    .map(({ name }) => ({ in: join('lib/adapters', name, 'worker.ts'), out: `${name}-worker` }))
    .filter((worker) => existsSync(worker.in));
}

function importsOf({ outputs }: Metafile, file: string): string[] {
  const imports = outputs[`dist/${file}`]?.imports ?? [];
  return imports.filter(({ external }) => !external).map(({ path }) => basename(path));
}

const mentions = (contents: Uint8Array | undefined, file: string): boolean =>
  contents !== undefined && Buffer.from(contents).includes(`./${file}`);

function reach(start: string, needs: (file: string) => readonly string[]): Set<string> {
  const reached = new Set([start]);
  // A set yields what is added while it is walked.
  for (const file of reached) for (const next of needs(file)) reached.add(next);
  return reached;
}

/**
 * Makes a folder hold these files and no others. Those that are there already are left alone, so that two builds of the
 * same sources at once do not disturb each other.
 */
export async function writeFolder(folder: string, files: Files): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stale = (await readdir(folder)).filter((file) => !files.has(file));
  await Promise.all(stale.map((file) => rm(join(folder, file), { recursive: true, force: true })));
  await Promise.all([...files].map(([file, contents]) => writeIfNew(join(folder, file), contents)));
}

async function writeIfNew(file: string, contents: Uint8Array): Promise<void> {
  if (existsSync(file) && (await readFile(file)).equals(contents)) return;
  await writeFile(file, contents);
}
