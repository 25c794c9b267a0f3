import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HISTORIES, readHistory } from '../examples/history.ts';
import { renderReport } from '../examples/report.ts';
import { makeApiFiles } from './generate/api.ts';
import { fillCliPage } from './generate/cli-page.ts';
import { fillMigrationsPage } from './generate/migrations-page.ts';
import { projectFile, readProjectFile } from './generate/project-file.ts';
import { makeRouteFiles } from './generate/routes.ts';
import { fillRulesPage } from './generate/rules-page.ts';

/** Every generated file of the project with its text as the code makes it now, by its path. */
export async function generateFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...(await makeApiFiles()),
    ...makeRouteFiles(),
    ['docs/cli.md', fillCliPage(readProjectFile('docs/cli.md'))],
    ['docs/migrations.md', fillMigrationsPage(readProjectFile('docs/migrations.md'))],
    ['docs/rules.md', fillRulesPage(readProjectFile('docs/rules.md'))],
    ...HISTORIES.map((name) => [`examples/${name}/report.md`, renderReport(readHistory(name))] as const),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of await generateFiles()) {
    if (text === readProjectFile(path)) continue;
    writeFileSync(projectFile(path), text);
    console.log(`wrote ${path}`);
  }
