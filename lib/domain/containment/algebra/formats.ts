import { fullFormats } from 'ajv-formats/dist/formats.js';

type Test = (text: string) => boolean;

/** The language of each `format`, by the validator's own definitions (JSON Schema 2020-12, section 7.3). */
const TESTS: ReadonlyMap<string, Test> = new Map(
  Object.entries(fullFormats).flatMap(([name, definition]): [string, Test][] => {
    const test = testOf(definition);
    return test ? [[name, test]] : [];
  }),
);

function testOf(definition: unknown): Test | undefined {
  if (definition instanceof RegExp) return (text) => definition.test(text);
  if (typeof definition === 'function') return (text) => definition(text) === true;
  if (typeof definition !== 'object' || definition === null || !('validate' in definition)) return undefined;
  // int32 and the like constrain numbers and are not formats of JSON Schema.
  return 'type' in definition && definition.type === 'number' ? undefined : testOf(definition.validate);
}

/** Words that people recognise, tried before one is made up. */
export const FORMAT_SAMPLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    date: ['2026-01-15', '2025-12-31'],
    time: ['09:30:00Z', '18:00:00+01:00'],
    'date-time': ['2026-01-15T09:30:00Z', '2025-12-31T18:00:00+01:00'],
    duration: ['P14D', 'PT30M'],
    email: ['ada@example.com', 'grace@example.org'],
    hostname: ['example.com', 'www.example.org'],
    ipv4: ['192.0.2.1', '198.51.100.7'],
    ipv6: ['2001:db8::1', '::1'],
    uri: ['https://example.com/', 'urn:example:a'],
    'uri-reference': ['/orders/42', 'https://example.com/'],
    'uri-template': ['https://example.com/{id}', '/orders/{id}'],
    uuid: ['6f1b5a52-8c1c-4f0e-9d3c-2f1f6a1f0b11', '00000000-0000-4000-8000-000000000000'],
    'json-pointer': ['/a/b', ''],
    'relative-json-pointer': ['1/a', '0'],
    regex: ['^[a-z]+$', '.*'],
  }),
);

/** Whether a string has the format; `undefined` for a format that nobody here defines. */
export function isFormat(format: string, text: string): boolean | undefined {
  return TESTS.get(format)?.(text);
}
