import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type FunctionLogs = {
  readonly write: (functionName: string, text: string) => void;
  /** The newest lines of a function, oldest first; of all functions if none is named. */
  readonly read: (functionName?: string) => string[];
};

const LINES_KEPT = 5000;

/** Collects what the functions print: the newest lines in memory, all of them below the data folder if there is one. */
export function createFunctionLogs(dataFolder: string | undefined): FunctionLogs {
  const folder = dataFolder && join(dataFolder, 'logs');
  if (folder) mkdirSync(folder, { recursive: true });
  const lines: { readonly functionName: string; readonly line: string }[] = [];
  return {
    write: (functionName, text) => {
      for (const line of text.split('\n')) {
        if (line.trim() !== '') lines.push({ functionName, line });
      }
      if (lines.length > LINES_KEPT) lines.splice(0, lines.length - LINES_KEPT);
      if (folder) appendFileSync(join(folder, `${functionName}.log`), text);
    },
    read: (functionName) =>
      functionName === undefined
        ? lines.map((entry) => `${entry.functionName}: ${entry.line}`)
        : lines.filter((entry) => entry.functionName === functionName).map(({ line }) => line),
  };
}
