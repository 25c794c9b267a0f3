import { describe, expect, it } from 'vitest';
import { type FormFacts, renderForm } from '../../../../lib/domain/notification/slack/slack-modal.ts';
import { findViewProblems } from '../../../../lib/local/slack/slack-blocks.ts';
import { ANNOUNCEMENT, migration } from '../story.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const facts = (more: Partial<FormFacts> = {}): FormFacts => ({
  form: 'extend',
  about: { announcement: ANNOUNCEMENT.id, team: 'fraud-ml', seen: NOW, consumers: ['fraud', 'churn'] },
  subject: ANNOUNCEMENT.subject,
  version: 13,
  migrations: [migration('fraud'), migration('churn')],
  grantedUntil: '2026-12-22',
  decider: '#payments-data',
  responseUrl: 'https://hooks.slack.com/actions/T/1/x',
  now: NOW,
  ...more,
});
const text = (more: Partial<FormFacts> = {}) => JSON.stringify(renderForm(facts(more)));
const FORMS = ['not-affected', 'extend', 'object', 'grant', 'deny'] as const;

describe('the form of an answer', () => {
  it('ticks all models that it is about', () => {
    const { blocks } = renderForm(facts()) as { blocks: { element?: { initial_options?: { value: string }[] } }[] };
    expect(blocks.flatMap(({ element }) => element?.initial_options?.map(({ value }) => value) ?? [])).toEqual([
      'fraud',
      'churn',
    ]);
  });
  it('says until when more time is granted at once, and proposes that date', () => {
    expect(text()).toContain('Tue 22 Dec it is granted at once; about a later date #payments-data decides');
    expect(text()).toContain('"initial_date":"2026-12-22"');
  });
  it('promises nothing where the allowance is used up', () => {
    const used = text({ grantedUntil: '2026-12-08' });
    expect(used).toContain('About more time #payments-data decides.');
    expect(used).not.toContain('initial_date');
  });
  it('shows the producer what is asked for, without a stranger’s markup', () => {
    const state = {
      name: 'extension-requested',
      at: NOW,
      by: 'slack:U0ANN',
      until: '2027-01-26',
      reason: '<!here> freeze',
    } as const;
    const asked = text({ form: 'grant', migrations: [migration('fraud', { state })] });
    expect(asked).toContain('asks <@U0ANN>: &lt;!here&gt; freeze');
  });
  it.each(FORMS)('fits Slack’s limits: %s of hundreds of models with the longest names', (form) => {
    const names = Array.from({ length: 300 }, (_, at) => `${'x'.repeat(116)}.${100 + at}`);
    const state = {
      name: 'extension-requested',
      at: NOW,
      by: 'slack:U0ANN',
      until: NOW,
      reason: '&'.repeat(500),
    } as const;
    const long = facts({
      form,
      about: { ...facts().about, team: 'x'.repeat(120), consumers: names },
      subject: 'x'.repeat(120),
      decider: '<'.repeat(200),
      migrations: names.map((name) => migration(name, { state })),
    });
    const view = renderForm(long);
    expect(findViewProblems(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('250 more models do not fit here');
  });
});
