import { describe, expect, it } from 'vitest';
import { CliError } from '../../../lib/cli/exit.ts';
import { parseYamlFile } from '../../../lib/cli/manifest/yaml-file.ts';
import { canonicalJson } from '../../../lib/domain/schema/canonical.ts';
import { parseJson } from '../../../lib/domain/schema/json.ts';
import { run } from '../run.ts';

const read = (text: string): string => canonicalJson(parseYamlFile('x.yaml', text).value);

function faultsOf(text: string): readonly string[] {
  try {
    parseYamlFile('x.yaml', text);
  } catch (error) {
    if (error instanceof CliError) return error.places.map(({ line, column, detail }) => `${line}:${column} ${detail}`);
    throw error;
  }
  return [];
}

describe('a merge key', () => {
  it('brings in what the mapping does not say itself, wherever it stands', () => {
    expect(read('b: &b {x: 1, y: 1}\na: {y: 2, <<: *b}\nc: {<<: *b, y: 2}')).toBe(
      '{"a":{"x":1,"y":2},"b":{"x":1,"y":1},"c":{"x":1,"y":2}}',
    );
  });

  it('takes the first of a list where several say the same, and merges what was merged', () => {
    expect(read('a: &a {x: 1}\nb: &b {<<: *a, x: 2, y: 2}\nc: {<<: [*a, *b, {z: 3}]}')).toContain(
      '"c":{"x":1,"y":2,"z":3}',
    );
  });

  it('is a name like any other in quotes', () => {
    expect(read('a: &a {x: 1}\nb: {"<<": *a}')).toContain('"b":{"<<":{"x":1}}');
  });

  it.each([
    { text: 'a: {<<: 1}', fault: '1:5 a merge key (<<) takes a mapping, or a list of mappings' },
    { text: 'a: {<<: [{x: 1}, 2]}', fault: '1:5 a merge key (<<) takes a mapping, or a list of mappings' },
    { text: 'a: &a {x: 1}\nb:\n  <<: *a\n  <<: {y: 1}', fault: '4:3 the member "<<" occurs twice' },
    { text: 'a: &a\n  <<: *a', fault: '2:3 the alias stands inside what it names, without end' },
  ])('is refused with its place: $fault', ({ text, fault }) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('lets a change of what is merged be seen, at the line where it stands', async () => {
    const document = (type: string): string =>
      `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {}
x-base: &base
  type: object
  properties:
    a: {type: ${type}}
components:
  schemas:
    A:
      <<: *base
      required: [a]
`;

    const { exit, stdout } = await run(['diff', 'old.yaml#/components/schemas/A', 'new.yaml#/components/schemas/A'], {
      files: { 'old.yaml': document('integer'), 'new.yaml': document('string') },
    });

    expect(stdout).toContain('BREAKING type-changed /a integer -> string  new.yaml:7');
    expect(exit).toBe(1);
  });
});

describe('what YAML has and JSON has as well', () => {
  it.each([
    { text: '9007199254740993', json: '9007199254740993' },
    { text: '0.12345678901234567890123', json: '0.12345678901234567890123' },
    { text: '1e400', json: '1e400' },
    { text: '[0x1f, 0o17, +12, .5, 5., -.5e1]', json: '[31,15,12,0.5,5,-5]' },
    { text: '[yes, No, on, 2024-01-01, 1_000, 1:30]', json: '["yes","No","on","2024-01-01","1_000","1:30"]' },
    { text: '%YAML 1.1\n---\n[yes, 014, 1_000]', json: '[true,12,1000]' },
    { text: '!!str 12', json: '"12"' },
    { text: '{200: ok, true: t, a: }', json: '{"200":"ok","a":null,"true":"t"}' },
    { text: '{__proto__: {a: 1}, constructor: 2}', json: '{"__proto__":{"a":1},"constructor":2}' },
    { text: 'a: &x [1]\nb: [*x, *x]\nc: &x 2\nd: *x', json: '{"a":[1],"b":[[1],[1]],"c":2,"d":2}' },
  ])('is read: $text', ({ text, json }) => {
    const parsed = parseJson(json);

    expect(parsed.ok && canonicalJson(parsed.value)).toBe(read(text));
  });

  it('may be used by hundreds of aliases', () => {
    const uses = Array.from({ length: 500 }, (_, at) => `u${at}: *money`).join('\n');

    expect(read(`money: &money {type: number}\n${uses}`)).toContain('"u499":{"type":"number"}');
  });
});

describe('what YAML has and JSON has not', () => {
  it.each([
    { text: 'a: .nan', fault: '1:4 .nan is a number that JSON does not have' },
    { text: 'a: 1\nb: -.inf', fault: '2:4 -.inf is a number that JSON does not have' },
    { text: 'a: 014', fault: '1:4 014 is 14 in YAML 1.2 and octal in 1.1: leave the zero out, or add quotes' },
    { text: 'a: !!binary aGk=', fault: '1:13 the tag !!binary means nothing in JSON: write the value itself' },
    {
      text: 'a: !!timestamp 2024-01-01',
      fault: '1:16 the tag !!timestamp means nothing in JSON: write the value itself',
    },
    {
      text: '%YAML 1.1\n---\na: 2024-01-01',
      fault: '3:4 2024-01-01 is a date, which JSON does not have: put it into quotes',
    },
    { text: 'a: !Ref B', fault: '1:9 the tag !Ref means nothing in JSON: write the value itself' },
    { text: 'a: !!set {b, c}', fault: '1:10 the tag !!set means nothing in JSON: write the value itself' },
    { text: '? [a]\n: 1', fault: '1:3 a key is a string, and no list or mapping' },
    { text: '~: 1', fault: '1:1 a key is a string: put ~ into quotes' },
    { text: '1.0: 1', fault: '1:1 a key is a string: put 1.0 into quotes' },
    { text: 'a: 1\nb: 2\na: 3', fault: '3:1 the member "a" occurs twice' },
    { text: '200: 1\n"200": 2', fault: '2:1 the member "200" occurs twice' },
    { text: 'nullable: yes', fault: '1:11 yes is a string in YAML 1.2: write true' },
    { text: 'a: *b', fault: '1:4 *b has no anchor &b before it' },
    { text: 'a: &a [*a]', fault: '1:8 the alias stands inside what it names, without end' },
    { text: 'a: 1\n---\nb: 2', fault: '2:1 a second document begins, and a file holds one' },
  ])('is refused with its place: $fault', ({ text, fault }) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('is told at all of its places at once', () => {
    expect(faultsOf('a: .nan\nb: !x 1\n1.0: 2')).toHaveLength(3);
  });

  it.each([
    { what: 'nested lists', text: '['.repeat(20_000) },
    { what: 'closed nested lists', text: `${'['.repeat(3_000)}${']'.repeat(3_000)}` },
  ])('ends with a sentence for $what', ({ text }) => {
    expect(() => parseYamlFile('x.yaml', text)).toThrow(CliError);
  });
});
