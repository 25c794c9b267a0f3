import { codeSpan, escapeMarkdown } from '../../domain/markdown.ts';
import { ExactNumber, isJsonArray, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';

// Controls, and the marks that reorder or hide text (Unicode TR 36; "Trojan Source").
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A stranger's text for a terminal or a log: one line, no control or escape characters, no bidirectional marks.
 * `##[` is broken up, because GitHub's runner takes it for a command wherever it is in a line.
 */
export const visible = (text: string): string =>
  text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(INVISIBLE, '')
    .replaceAll('##[', '## [');

/** JSON text that keeps the order of members and all digits; `indent` 0 is one line. Invisible characters are escaped. */
export function jsonText(value: JsonValue, indent = 0): string {
  return write(value, indent, '').replace(INVISIBLE, escapePoint).replaceAll('##[', '#\\u0023[');
}

/** Cuts at `length` code points, with an ellipsis. */
export function cut(text: string, length: number): string {
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}

/** The message of a GitHub workflow command (actions/toolkit, command.ts). */
export const workflowData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A property of a GitHub workflow command. */
export const workflowProperty = (text: string): string =>
  workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A stranger's text as Markdown that shows exactly it. */
export const markdownText = (text: string): string => escapeMarkdown(visible(text));

/** The same as code. */
export const markdownCode = (text: string): string => codeSpan(visible(text));

/** The same in a table's cell, where the pipe ends the cell even inside a code span. */
export const markdownCellCode = (text: string): string => markdownCode(text).replaceAll('|', '\\|');

// Under the u flag a lone surrogate is a code point of its own, outside these ranges.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text or attribute value of XML 1.0; characters that XML cannot hold are left out. */
export const xmlText = (text: string): string =>
  text
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');

// A line break is the writer's own: inside a string JSON.stringify has escaped it already.
const escapePoint = (point: string): string =>
  point === '\n'
    ? point
    : Array.from({ length: point.length }, (_, at) => `\\u${point.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
        '',
      );

function write(value: JsonValue, indent: number, margin: string): string {
  if (value instanceof ExactNumber) return value.text;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = margin + ' '.repeat(indent);
  const [open, close] = isJsonArray(value) ? '[]' : '{}';
  const parts = isJsonArray(value)
    ? value.map((item) => write(item, indent, inner))
    : members(value).map(
        ([name, member]) => `${JSON.stringify(name)}:${indent ? ' ' : ''}${write(member, indent, inner)}`,
      );
  if (parts.length === 0) return `${open}${close}`;
  return indent
    ? `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`
    : `${open}${parts.join(',')}${close}`;
}

const members = (value: JsonObject): readonly (readonly [string, JsonValue])[] =>
  Object.entries(value).filter(([, member]) => member !== undefined);
