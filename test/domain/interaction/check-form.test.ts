import { describe, expect, it } from 'vitest';
import { checkForm, type FormInput, REASON_LENGTH } from '../../../lib/domain/interaction/check-form.ts';
import type { FormName } from '../../../lib/domain/interaction/interaction.ts';

const DATES = { after: '2026-12-08', now: '2026-11-24T09:00:00.000Z' };
const input = (more: Partial<FormInput> = {}): FormInput => ({ consumers: ['fraud'], reason: 'freeze', ...more });

describe('a form', () => {
  it('gives the date as noon UTC, and the reason without its margins', () => {
    expect(checkForm('extend', input({ reason: ' freeze\n', until: '2026-12-15' }), DATES)).toEqual({
      outcome: 'valid',
      consumers: ['fraud'],
      reason: 'freeze',
      until: '2026-12-15',
    });
  });
  it('of a grant needs neither date nor reason', () => {
    expect(checkForm('grant', input({ reason: '' }), DATES)).toEqual({ outcome: 'valid', consumers: ['fraud'] });
  });
  it.each<[string, FormName, Partial<FormInput>, Record<string, string>]>([
    ['no model', 'object', { consumers: [] }, { models: 'Tick at least one model.' }],
    ['a blank reason', 'deny', { reason: '  ' }, { reason: 'Say why, in a sentence: the other team reads it.' }],
    [
      'an endless reason',
      'not-affected',
      { reason: 'x'.repeat(REASON_LENGTH + 1) },
      { reason: 'At most 500 characters; put the rest behind a link.' },
    ],
    ['no date', 'extend', {}, { until: 'Choose the date that you need.' }],
    ['a date that is none', 'grant', { until: '2026-02-30' }, { until: 'Choose a date.' }],
    [
      'a date that has passed',
      'extend',
      { until: '2026-11-01' },
      { until: 'That date has passed: choose one that lies ahead.' },
    ],
    [
      'a date that is not later',
      'extend',
      { until: '2026-12-08' },
      { until: 'There is time until Tue 8 Dec already: choose a later date.' },
    ],
  ])('with %s is sent back', (_what, form, more, errors) => {
    expect(checkForm(form, input(more), DATES)).toEqual({ outcome: 'invalid', errors });
  });
});
