import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../lib/domain/parse-manifest.ts';

const FULL = `---
message: category becomes the merchant's own word
migrationDocumentationUrl: https://wiki.example.com/category-map.md
contact: "#payments-data"
sunset: 2026-12-08
---
# Category becomes a string

## What
\`category\` was a code; it is now a word.

### WHY:
The codes ran out.

## who ##
Everyone who reads \`category\`.

## Steps
1. Map the words:
\`\`\`
# WHAT is not a heading in here
\`\`\`
2. Deploy.
`;

const problemsOf = (markdown: string): readonly string[] => {
  const parsed = parseManifest(markdown);
  return parsed.ok ? [] : parsed.problems.map(({ line, detail }) => `${line}: ${detail}`);
};

describe('A change manifest', () => {
  it('gives front matter and sections, whatever the level and case of their headings', () => {
    const parsed = parseManifest(FULL);

    expect(parsed).toEqual({
      ok: true,
      manifest: {
        message: "category becomes the merchant's own word",
        migrationDocumentationUrl: 'https://wiki.example.com/category-map.md',
        contact: '#payments-data',
        sunset: '2026-12-08',
        what: '`category` was a code; it is now a word.',
        why: 'The codes ran out.',
        who: 'Everyone who reads `category`.',
        steps: '1. Map the words:\n```\n# WHAT is not a heading in here\n```\n2. Deploy.',
      },
    });
  });

  it.each([
    ['only front matter', '---\nmessage: hello\n---\n', { message: 'hello' }],
    ['only sections', '# WHY\nbecause', { why: 'because' }],
    [
      'Windows line ends and a byte order mark',
      '\uFEFF---\r\nmessage: hello\r\n---\r\n# Why\r\nso\r\n',
      { message: 'hello', why: 'so' },
    ],
    ['a subheading inside a section', '# WHAT\na\n## Detail\nb', { what: 'a\n## Detail\nb' }],
    ['a number as text', '---\nmessage: 42\n---', { message: '42' }],
    ['an instant as the date', '---\nsunset: 2026-12-08T09:00:00+01:00\n---', { sunset: '2026-12-08T09:00:00+01:00' }],
  ])('accepts %s', (_, markdown, manifest) => {
    expect(parseManifest(markdown)).toEqual({ ok: true, manifest });
  });

  it.each([
    [
      'an unknown key by its name',
      '---\nsunsett: 2026-12-08\n---\n# WHAT\nx',
      ['2: "sunsett" is not a key of a change manifest: use message, migrationDocumentationUrl, contact, sunset'],
    ],
    [
      'a channel that YAML takes for a comment',
      '---\nmessage: x\ncontact: #payments\n---',
      ['3: contact is empty or not a text: a value that starts with # needs quotes'],
    ],
    [
      'a list',
      '---\nmessage: [a, b]\n---',
      ['2: message is empty or not a text: a value that starts with # needs quotes'],
    ],
    [
      'an alias',
      '---\nmessage: &a x\ncontact: *a\n---',
      ['3: contact is empty or not a text: a value that starts with # needs quotes'],
    ],
    [
      'a URL that is no web address',
      '---\nmigrationDocumentationUrl: javascript:alert(1)\n---',
      ['2: migrationDocumentationUrl is not an http or https URL'],
    ],
    [
      'a date that is none',
      '---\nsunset: next week\n---',
      ['2: sunset is not an ISO 8601 date: write it like 2026-12-08'],
    ],
    [
      'a date that does not exist',
      '---\nsunset: 2026-02-30\n---',
      ['2: sunset is not an ISO 8601 date: write it like 2026-12-08'],
    ],
    ['front matter without an end', '---\nmessage: x', ['1: the front matter is never closed: end it with a line ---']],
    ['front matter that is a list', '---\n- a\n---', ['2: the front matter is not a list of `key: text`']],
    ['a heading twice', '# WHY\na\n# why\nb', ['3: why occurs twice: keep one']],
    ['an empty section', '# WHY\n\n# WHAT\nb', ['1: WHY is empty: fill it or leave it out']],
    [
      'prose that no message would show',
      'We changed it.\n# WHY\nb',
      ['1: text before the first heading is shown nowhere: move it under WHAT'],
    ],
    ['nothing at all', '\n', ['1: says nothing: add `message` or a heading WHAT']],
    [
      'too long a message',
      `---\nmessage: ${'x'.repeat(301)}\n---`,
      ['2: message is longer than 300 characters: link to the details'],
    ],
    [
      'too long a section',
      `# STEPS\n${'x'.repeat(4_001)}`,
      ['1: steps is longer than 4000 characters: link to the details'],
    ],
    ['too long a file', 'x'.repeat(32_001), ['1: longer than 32000 characters: link to the details']],
  ])('refuses %s', (_, markdown, problems) => {
    expect(problemsOf(markdown)).toEqual(problems);
  });

  it('names the line where the YAML breaks', () => {
    expect(problemsOf('---\nmessage: x\n  bad: [\n---\n')[0]).toMatch(/^\d: the front matter is not YAML: /);
  });

  it('refuses a key that occurs twice', () => {
    expect(problemsOf('---\nmessage: a\nmessage: b\n---\n')[0]).toMatch(/^3: the front matter is not YAML: .*unique/i);
  });

  it('takes its time linearly on hostile headings', () => {
    const started = performance.now();
    problemsOf(`# ${' :#'.repeat(10_000)}x`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
