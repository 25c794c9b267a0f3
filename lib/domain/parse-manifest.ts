import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { parseDate } from './date.ts';
import { isHttpUrl } from './http-url.ts';
import { MANIFEST_LIMITS, type Manifest } from './manifest.ts';

/** `line` counts from 1. */
interface ManifestProblem {
  readonly line: number;
  readonly detail: string;
}
export type ParsedManifest =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

const MAX_LENGTH = 32_000;
const FRONT_MATTER = ['message', 'migrationDocumentationUrl', 'contact', 'sunset'] as const;
const HEADINGS = ['what', 'why', 'who', 'steps'] as const;
type Part = keyof Manifest;
interface Found {
  readonly part: Part;
  readonly text: string;
  readonly line: number;
}

/**
 * Parses a change manifest: Markdown of at most 32,000 characters, optionally with YAML front matter (`message`,
 * `migrationDocumentationUrl`, `contact`, `sunset`; texts only), and sections under WHAT, WHY, WHO and STEPS (any heading
 * level, any case). What nobody would ever be shown is refused rather than dropped: unknown keys, text outside a section.
 */
export function parseManifest(markdown: string): ParsedManifest {
  if (markdown.length > MAX_LENGTH)
    return { ok: false, problems: [{ line: 1, detail: `longer than ${MAX_LENGTH} characters: link to the details` }] };
  const problems: ManifestProblem[] = [];
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/);
  const bodyStart = frontMatterEnd(lines, problems);
  const found = [...readFrontMatter(lines, bodyStart, problems), ...readSections(lines, bodyStart, problems)];
  const manifest: { [P in Part]?: string } = {};
  for (const { part, text, line } of found) {
    const problem = manifest[part] === undefined ? findFault(part, text) : `${part} occurs twice: keep one`;
    if (problem) problems.push({ line, detail: problem });
    else manifest[part] = text;
  }
  if (problems.length > 0) return { ok: false, problems: problems.sort((left, right) => left.line - right.line) };
  if (found.length === 0)
    return { ok: false, problems: [{ line: 1, detail: 'says nothing: add `message` or a heading WHAT' }] };
  return { ok: true, manifest };
}

/** What is wrong with one part's text, if anything. */
function findFault(part: Part, text: string): string | undefined {
  const limit = MANIFEST_LIMITS[part];
  if (text.length > limit) return `${part} is longer than ${limit} characters: link to the details`;
  if (part === 'migrationDocumentationUrl' && !isHttpUrl(text)) return `${part} is not an http or https URL`;
  if (part === 'sunset' && parseDate(text) === undefined)
    return `${part} is not an ISO 8601 date: write it like 2026-12-08`;
  return undefined;
}

/** Index of the first line behind the front matter; 0 where there is none. */
function frontMatterEnd(lines: readonly string[], problems: ManifestProblem[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0;
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---');
  if (end > 0) return end + 1;
  problems.push({ line: 1, detail: 'the front matter is never closed: end it with a line ---' });
  return lines.length;
}

function readFrontMatter(lines: readonly string[], end: number, problems: ManifestProblem[]): readonly Found[] {
  if (end < 2) return [];
  const lineCounter = new LineCounter();
  // The failsafe schema knows texts only, so that no date or number is respelt on its way.
  const document = parseDocument(lines.slice(1, end - 1).join('\n'), { schema: 'failsafe', lineCounter });
  const lineAt = (offset: number | undefined): number => lineCounter.linePos(offset ?? 0).line + 1;
  for (const error of document.errors)
    problems.push({ line: lineAt(error.pos[0]), detail: `the front matter is not YAML: ${firstLine(error.message)}` });
  const { contents } = document;
  if (document.errors.length > 0 || contents === null) return [];
  if (!isMap(contents)) {
    problems.push({ line: 2, detail: 'the front matter is not a list of `key: text`' });
    return [];
  }
  return contents.items.flatMap(({ key, value }) => {
    const line = lineAt(isScalar(key) ? key.range?.[0] : undefined);
    const name = isScalar(key) ? String(key.value) : '';
    const part = FRONT_MATTER.find((known) => known === name);
    const text = isScalar(value) && typeof value.value === 'string' ? value.value.trim() : undefined;
    if (part && text) return [{ part, text, line }];
    problems.push({ line, detail: part ? notText(part) : unknownKey(name) });
    return [];
  });
}

const unknownKey = (name: string): string =>
  `${JSON.stringify(name.slice(0, 80))} is not a key of a change manifest: use ${FRONT_MATTER.join(', ')}`;
const notText = (part: Part): string => `${part} is empty or not a text: a value that starts with # needs quotes`;
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 200);

function readSections(lines: readonly string[], start: number, problems: ManifestProblem[]): readonly Found[] {
  const sections: { part: Part; line: number; body: string[] }[] = [];
  let fence: string | undefined;
  for (const [at, line] of lines.entries()) {
    if (at < start) continue;
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    const heading = fence === undefined && !mark ? headingOf(line) : undefined;
    const part = HEADINGS.find((known) => known === heading?.toLowerCase());
    const section = sections.at(-1);
    if (part) sections.push({ part, line: at + 1, body: [] });
    else if (section) section.body.push(line);
    // A title is for the file's own readers; prose without a section would reach nobody.
    else if (heading === undefined && line.trim() !== '') {
      problems.push({ line: at + 1, detail: 'text before the first heading is shown nowhere: move it under WHAT' });
      break;
    }
  }
  return sections.flatMap(({ part, line, body }) => {
    const text = body.join('\n').trim();
    if (text === '') problems.push({ line, detail: `${part.toUpperCase()} is empty: fill it or leave it out` });
    return text === '' ? [] : [{ part, text, line }];
  });
}

/** The words of a Markdown heading without closing marks or colon; `undefined` where the line is none. */
function headingOf(line: string): string | undefined {
  const words = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(line)?.[1]?.trim();
  // Only a short one can be one of ours; trimming marks off an endless line would take endless time.
  return words === undefined || words.length > 80 ? words : words.replace(/[#:\s]+$/, '');
}
