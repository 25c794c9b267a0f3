import { describe, expect, it } from 'vitest';
import { MARKDOWN } from '../../../../lib/domain/notification/github/markdown.ts';
import { MRKDWN } from '../../../../lib/domain/notification/slack/mrkdwn.ts';
import { listModels } from '../../../../lib/domain/notification/words/alike-models.ts';

const named = (consumer: string, releases: readonly string[], details = 'standard') => ({
  model: { consumer, releases },
  details,
});

describe('Models in a line', () => {
  it('have their release and tier each where these differ', () => {
    const models = [named('fraud', ['v7']), named('churn', ['v2']), named('basket', ['v2'], 'critical')];

    expect(listModels(models, MRKDWN)).toBe('*fraud* v7 (standard), *churn* v2 (standard), *basket* v2 (critical)');
  });

  it('have what is the same once', () => {
    const models = [
      named('a', ['v7']),
      named('b', ['v2'], 'critical, by Thu 24 Dec'),
      named('c', ['v7']),
      named('d', ['v7']),
    ];

    expect(listModels(models, MRKDWN)).toBe('*a*, *c* and *d* (all v7, standard); *b* v2 (critical, by Thu 24 Dec)');
    expect(listModels([named('a', []), named('b', [])], MRKDWN)).toBe('*a* and *b* (standard)');
    expect(listModels([named('a', ['1', '2', '3', '4', '5']), named('b', [])], MRKDWN)).toBe(
      '*a* 1 2 3 and 2 more releases (standard), *b* (standard)',
    );
  });
});

describe('A name that runs from right to left', () => {
  it.each([MRKDWN, MARKDOWN])('is followed by a mark, so that the number behind it stays behind it', ({ code }) => {
    expect(code('فئة_التاجر', 80)).toMatch(/`\u200e$/);
    expect(code('קטגוריה', 80)).toMatch(/`\u200e$/);
    expect(code('取引カテゴリー', 80)).toMatch(/`$/);
  });
});
