import type { JsonValue } from '../../schema/json.ts';
import { BOTH_DANGEROUS, defineRule, type Finding } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const formatChanged = defineRule({
  id: 'format-changed',
  describe: 'The `format` of a value came, went or changed.',
  why: 'By default `format` is an annotation: validators let every value pass, and parsers do not. Under `formatMode: assertion` it is breaking where a record proves it. The risk is worded by the formats: of dates and times, of the width of numbers, or of anything else.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  keywords: ['format'],
  harm: 'What parses the value by the old format may fail, or read it as something else.',
  forProducer: 'Keep the old form in {field}, and send the new one in a field of its own until the readers are ready.',
  forReader: 'Check what parses this value, with a record of the new form that the producer gives you.',
  tfdv: 'UNEXPECTED_DATA_TYPE',
  find(pair) {
    return findChangedAnnotation(pair, 'format').map((finding) => ({ ...finding, ...riskOf(finding) }));
  },
});

const DATES = new Set<JsonValue>(['date', 'date-time', 'time', 'duration']);
// As the OpenAPI format registry has them.
const NUMBERS = new Set<JsonValue>([
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'double-int'],
  ...['float', 'double', 'decimal', 'decimal128'],
]);

function riskOf({ before, after }: Finding): Pick<Finding, 'harm' | 'forReader'> {
  const formats = [before, after].filter((format) => format !== undefined);
  if (formats.some((format) => DATES.has(format)))
    return { harm: 'A date that is parsed by the old format may become NaT, or swap day and month, silently.' };
  if (formats.some((format) => NUMBERS.has(format)))
    return {
      harm: 'A number that needs the other width may overflow a column of the old type, or lose digits in it, silently.',
      forReader: 'Check the type of the column that holds this number, and the largest value that it can hold exactly.',
    };
  return {};
}
