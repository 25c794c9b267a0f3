import { fromPlain, type JsonValue } from '../../domain/schema/json.ts';
import { jsonText } from './escape.ts';
import type { Report } from './report.ts';
import { summarise } from './summary.ts';

/** The envelope that `schemas/output.schema.json` describes. */
export const renderJson = (
  envelope: { readonly command: string; readonly exitCode: number } & Readonly<Record<string, unknown>>,
): string => `${jsonText(plain({ schemaVersion: 1, ...envelope }), 2)}\n`;

// Values from the registry are JSON already; the rest are literals of ours.
const plain = (value: unknown): JsonValue => fromPlain(value);

/** A run as one object. */
export const renderReportJson = (report: Report): string =>
  renderJson({
    command: report.command,
    exitCode: report.exitCode,
    summary: summarise(report),
    results: report.comparisons,
    ...(report.errors.length > 0 ? { errors: report.errors } : {}),
  });
