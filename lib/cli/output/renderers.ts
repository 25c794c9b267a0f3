import type { OutputFormat } from './format.ts';
import { renderGithub } from './github.ts';
import { renderReportJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import type { Report } from './report.ts';
import { renderText } from './text/text.ts';

export const RENDERERS: Readonly<Record<OutputFormat, (report: Report) => string>> = {
  text: renderText,
  json: renderReportJson,
  markdown: renderMarkdown,
  github: renderGithub,
  junit: renderJunit,
};
