import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../../../lib/adapters/http/body.ts';

const page = readFileSync('docs/http-api.md', 'utf8');

// Its tables are made of the routes; test/adapters/http/openapi/document.test.ts holds them equal.
describe('docs/http-api.md', () => {
  it('says how large a body may be', () => {
    expect(page).toContain(MAX_BODY_BYTES.toLocaleString('en'));
  });

  it('names each header that an answer may have', () => {
    const headers = ['Deprecation', 'Sunset', 'Link', 'Location', 'Idempotency-Replayed', 'Retry-After', 'Allow'];

    expect(headers.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });
});
