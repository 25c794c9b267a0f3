import { producerAdvice } from '../../domain/diff/explain-rule.ts';
import type { Comparison, PlacedChange } from '../run/comparison.ts';
import { dateOf } from './dates.ts';
import { visible, xmlText } from './escape.ts';
import { evidenceText, proofsOf } from './evidence.ts';
import { approvalLines, brokenBy, isApproved } from './models.ts';
import type { Report, ReportError } from './report.ts';
import { modelName, placeName, remedies, ruleName, unexplained, verdictText } from './words.ts';

/** A run as one JUnit report: a suite for each subject, a case for each change, a failure for what does not pass. */
export function renderJunit({ comparisons, errors }: Report): string {
  const failed = new Set(errors.flatMap(({ names }) => names));
  // Git in the registry's place refuses nothing.
  const suites = comparisons.filter(({ name }) => !failed.has(name)).map(suite);
  const sum = (name: 'tests' | 'failures'): number => suites.reduce((total, counted) => total + counted[name], 0);
  const broken = errors.flatMap((error) =>
    (error.names.length === 0 ? [''] : error.names).map((name) => ({ name, error })),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="forewarn" tests="${sum('tests') + broken.length}" failures="${sum('failures')}" errors="${broken.length}">`,
    ...suites.map(({ xml }) => xml),
    ...broken.map(errorSuite),
    '</testsuites>\n',
  ].join('\n');
}

/** A subject that could not be judged is an error in JUnit's words, not a failure. */
function errorSuite({ name, error }: { readonly name: string; readonly error: ReportError }): string {
  const { code, message, places } = error;
  const title = xmlText(visible(name || 'forewarn'));
  const place = places[0];
  const at =
    place === undefined
      ? ''
      : ` file="${xmlText(visible(place.file))}"${place.line === undefined ? '' : ` line="${place.line}"`}`;
  const lines = [
    message,
    ...places.map(({ file, line, detail }) => `${[file, line].filter(Boolean).join(':')}: ${detail}`),
  ];
  return [
    `  <testsuite name="${title}" tests="1" failures="0" errors="1">`,
    `    <testcase classname="${title}" name="judged"${at}><error type="${xmlText(code)}" message="${xmlText(visible(message))}">${xmlText(lines.map(visible).join('\n'))}</error></testcase>`,
    '  </testsuite>',
  ].join('\n');
}

function suite(comparison: Comparison): { readonly xml: string; readonly tests: number; readonly failures: number } {
  const { changes, passes, name } = comparison;
  const cases = changes.map((change, index) => {
    const fails = !passes && change.severity.serving === 'breaking' && !isApproved(comparison, index);
    return {
      fails,
      xml: testCase(comparison, {
        name: `${ruleName(change)} ${change.pointer}`,
        change,
        output: approvalLines(comparison, index).map(
          ({ isOver, text }) => `${isOver ? 'lapsed approval' : 'approved'} ${text}`,
        ),
        failure: fails ? detail(comparison, { change, index }) : undefined,
      }),
    };
  });
  // The policy's own case carries a failure that no change explains, and is alone if nothing changed.
  const unexplainedFailure = !passes && (!cases.some(({ fails }) => fails) || unexplained(comparison).length > 0);
  const ways = comparison.gone ? remedies(comparison).map(({ label, text }) => `${label}: ${text}`) : [];
  const reason = [verdictText(comparison), ...unexplained(comparison), ...ways].join('\n');
  cases.push({
    fails: unexplainedFailure,
    xml: testCase(comparison, { name: 'policy', failure: unexplainedFailure ? reason : undefined }),
  });
  const failures = cases.filter(({ fails }) => fails).length;
  const open = `  <testsuite name="${xmlText(visible(name))}" tests="${cases.length}" failures="${failures}">`;
  return { xml: [open, ...cases.map(({ xml }) => xml), '  </testsuite>'].join('\n'), tests: cases.length, failures };
}

interface Case {
  readonly name: string;
  readonly change?: PlacedChange;
  /** Lines for whoever looks at the case, whether it fails or not. */
  readonly output?: readonly string[];
  readonly failure: string | undefined;
}

function testCase(comparison: Comparison, { name, change, output = [], failure }: Case): string {
  const file = change?.file ?? comparison.file;
  const place = `${file === undefined ? '' : ` file="${xmlText(visible(file))}"`}${change?.line === undefined ? '' : ` line="${change.line}"`}`;
  const open = `    <testcase classname="${xmlText(visible(comparison.name))}" name="${xmlText(visible(name))}"${place}`;
  const told = output.length === 0 ? '' : `<system-out>${xmlText(output.join('\n'))}</system-out>`;
  if (failure === undefined) return told === '' ? `${open}/>` : `${open}>${told}</testcase>`;
  const [first = ''] = failure.split('\n');
  return `${open}><failure message="${xmlText(visible(first))}">${xmlText(failure.split('\n').map(visible).join('\n'))}</failure>${told}</testcase>`;
}

function detail(comparison: Comparison, { change, index }: { change: PlacedChange; index: number }): string {
  return [
    change.message,
    ...proofsOf(comparison, index)
      .slice(0, 3)
      .map((proof) => `proof ${evidenceText(proof)}`),
    ...brokenBy(comparison, index).map(
      (model) => `affects ${modelName(model)}, ${model.tier}, team ${model.team}, by ${dateOf(model.deadline)}`,
    ),
    `do ${producerAdvice(change.ruleId, placeName(change.pointer))}`,
  ].join('\n');
}
