import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../lib/domain/diff/change.ts';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import { renderSlack } from '../../../../lib/domain/notification/slack/render-slack.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { announcedPolicy } from '../../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../../../lib/domain/policy/settings/policy.ts';
import { findBlockProblems } from '../../../../lib/local/slack/slack-blocks.ts';
import { ANNOUNCEMENT, CATEGORY, LOOSENED, migration, teamMessage } from '../story.ts';

const DATE = 'Tue 8 Dec';

/** All that is shown, block by block, buttons in brackets. */
function shown(message: TeamMessage): string {
  const { blocks } = renderSlack(message);
  return blocks.map((block) => wordsOf(block)).join('\n');
}
function wordsOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { type, text, elements, options } = node as Record<string, unknown>;
  if (typeof text === 'string') return text;
  if (type === 'button') return `[${wordsOf(text)}]`;
  if (type === 'overflow' && Array.isArray(options)) return options.map((option) => `[⋯ ${wordsOf(option)}]`).join(' ');
  if (Array.isArray(elements)) return elements.map(wordsOf).join(' ');
  return wordsOf(text);
}

describe('The first message to a team', () => {
  it('reads like the example in the conventions', () => {
    expect(shown(teamMessage())).toBe(
      `<!subteam^S0614TZR7>  *\`category\` changes integer → string on ${DATE}*
\`payments.transaction-authorized\` v12 → v13 · not live yet
Affects *fraud* v7 (standard), *churn* v2 (standard)
A record that v13 allows and both models' contracts reject:
\`\`\`
{"user_id": 42, "category": "grocery", "amount": 12.5}
\`\`\`
*Risk:* pandas with errors="coerce" may turn this into NaN, silently.
*Do:* Read v13 and deploy; recording that deployment closes this.
Steps: <https://wiki.example.com/payments/category-map.md|category-map.md> · Ask #payments-data · <https://github.com/acme/payments/pull/412|PR #412> · Details: \`forewarn announcements show ${ANNOUNCEMENT.id}\`
If nobody answers: v13 no longer waits for fraud and churn after ${DATE}.
[We'll handle it] [Not affected…] [More time…] [Object…] [⋯ Migrated]`,
    );
  });

  it('promises no date to models that came when nothing waited for them any more', () => {
    const late = { at: ANNOUNCEMENT.createdAt, over: '2026-11-23T09:00:00.000Z' };
    const migrations = [migration('pricing', { tier: 'critical', deadline: '2026-11-23', late })];
    const said = shown(teamMessage({ migrations }));

    expect(said).toContain('`category` changes integer → string any time now*');
    expect(said).toContain('If nobody answers: v13 might go live already when these models came');
  });

  it('says of a late critical model that its date ends all', () => {
    const late = { at: ANNOUNCEMENT.createdAt };
    const migrations = [migration('pricing', { tier: 'critical', late })];

    expect(shown(teamMessage({ migrations }))).toContain(
      `If nobody answers: v13 no longer waits for pricing after ${DATE}.`,
    );
  });

  it('has a text whose first line is the push preview', () => {
    const { text } = renderSlack(teamMessage());

    expect(text.split('\n')[0]).toBe(`<!subteam^S0614TZR7>  \`category\` changes integer → string on ${DATE}`);
  });

  it('carries announcement, team, moment and models in every button, for the answers', () => {
    const actions = renderSlack(teamMessage()).blocks.at(-1);
    const elements = actions?.['elements'] as { action_id: string; value?: string }[];

    expect(elements.map(({ action_id }) => action_id)).toEqual([
      'answer.acknowledge',
      'answer.not-affected',
      'answer.extend',
      'answer.object',
      'answer.more',
    ]);
    const about = `${ANNOUNCEMENT.id}:fraud-ml:2026-11-24T09:00:00.000Z`;
    expect(elements.slice(0, 4).every(({ value }) => value === `${about}:fraud,churn`)).toBe(true);
    expect(actions?.['block_id']).toBe(`answer:${about}`);
  });

  it('says the same for the same state', () => {
    expect(renderSlack(teamMessage())).toEqual(renderSlack(teamMessage()));
  });

  const without = (name: 'manifest' | 'source'): TeamMessage['announcement'] => {
    const { [name]: _, ...rest } = ANNOUNCEMENT;
    return rest;
  };
  const FOUND = { ...ANNOUNCEMENT, live: true, liveAt: ANNOUNCEMENT.createdAt, foundIn: 'schemas.example.com' };
  const one = (more: Partial<Migration>): Partial<TeamMessage> => ({ migrations: [migration('fraud', more)] });
  const only = (side: 'before' | 'after', ruleId: string, value: number): Partial<TeamMessage> => {
    const { before: _, after: __, ...bare } = CATEGORY;
    return one({ changes: [{ ...bare, ruleId, [side]: value }] });
  };
  const changed = (more: Partial<Change>): Partial<TeamMessage> => one({ changes: [{ ...CATEGORY, ...more }] });

  it.each<[string, Partial<TeamMessage>, string]>([
    [
      'a version that is live already',
      { announcement: { ...ANNOUNCEMENT, live: true } },
      `· live already, answer by ${DATE}`,
    ],
    [
      'what silence does to a live version',
      { announcement: { ...ANNOUNCEMENT, live: true } },
      'If nobody answers: nothing waits for it, v13 is live already.',
    ],
    [
      'a version that another registry has already',
      { announcement: FOUND },
      `· already in schemas.example.com, answer by ${DATE}`,
    ],
    [
      'when it was found there',
      { announcement: FOUND },
      '`payments.transaction-authorized` v12 → v13 · found in schemas.example.com on <!date^',
    ],
    [
      'what silence does to what was found',
      { announcement: FOUND },
      'If nobody answers: nothing waits for it, v13 is already in schemas.example.com and may be sent at any moment.',
    ],
    [
      'what silence of a critical model does',
      one({ tier: 'critical' }),
      'If nobody answers: v13 is held for fraud until Tue 15 Dec; then an administrator decides.',
    ],
    [
      'whom a version does not wait for',
      {
        announcement: { ...ANNOUNCEMENT, policy: announcedPolicy({ ...DEFAULT_POLICY, onUndecided: 'pass' }) },
        migrations: [
          migration('fraud', { tier: 'critical', verdict: 'undecided', undecided: 'held' }),
          migration('churn'),
        ],
      },
      `If nobody answers: v13 no longer waits for churn after ${DATE}. It does not wait for fraud: undecided passes here.`,
    ],
    [
      'an emergency and its reason',
      { announcement: { ...ANNOUNCEMENT, emergency: { reason: 'leaking <cards>', by: 'ada' } } },
      '*Emergency:* less notice than agreed, because: leaking &lt;cards&gt; (ada)',
    ],
    [
      'an emergency at once',
      { announcement: { ...ANNOUNCEMENT, emergency: { reason: 'x', by: 'ada' } } },
      'S0614TZR7>  *EMERGENCY: `category` changes',
    ],
    ['one model alone', one({}), 'A record that v13 allows and the contract of fraud rejects:'],
    [
      'a lost field',
      one({ kind: 'field-lost', witness: { user_id: 42 } }),
      'A record of v13, which no longer can carry `category`:\n```\n{"user_id": 42}\n```',
    ],
    [
      'what could not be proved',
      one({ verdict: 'undecided', reason: 'pattern too exotic' }),
      'Forewarn could not prove whether v13 fits fraud: pattern too exotic\nPlease look at the change yourselves and answer.',
    ],
    [
      'what could not be proved, before anything else',
      one({ verdict: 'undecided', undecided: 'held', reason: 'pattern too exotic' }),
      `*Undecided: \`category\` changes integer → string on ${DATE}*`,
    ],
    [
      'that it may affect, where nothing is proved',
      one({ verdict: 'undecided', undecided: 'held', reason: 'pattern too exotic' }),
      'May affect *fraud* v7 (standard)',
    ],
    [
      'which model it is undecided for, beside one that breaks',
      { migrations: [migration('fraud'), migration('churn', { verdict: 'undecided', undecided: 'held' })] },
      'Affects *fraud* v7 (standard), *churn* v7 (standard, undecided)',
    ],
    [
      'a question about what is undecided, with its date',
      one({ verdict: 'undecided', undecided: 'asked', concern: 'question', reason: 'too large', tier: 'critical' }),
      `*Does this affect you? \`category\` changes integer → string · answer by ${DATE}*`,
    ],
    [
      'why it asks',
      one({ verdict: 'undecided', undecided: 'asked', concern: 'question', reason: 'too large', tier: 'critical' }),
      'Forewarn could not prove whether v13 fits fraud: too large',
    ],
    [
      'that silence holds no longer than the date, though the model is critical',
      one({ verdict: 'undecided', undecided: 'asked', concern: 'question', reason: 'too large', tier: 'critical' }),
      `If nobody answers: v13 no longer waits for fraud after ${DATE}.`,
    ],
    [
      'answers already given',
      one({ state: { name: 'acknowledged', at: ANNOUNCEMENT.createdAt, by: 'eve' } }),
      '*fraud* v7 (standard, acknowledged)',
    ],
    [
      'a later date of one model',
      { migrations: [migration('fraud'), migration('churn', { deadline: '2026-12-24' })] },
      '*churn* v7 (standard, by Thu 24 Dec)',
    ],
    [
      'a moment with its hour, in the reader’s own zone',
      one({ deadline: '2026-12-08T23:30:00.000Z' }),
      'on <!date^1796772600^{date_short} {time}|Tue 8 Dec, 23:30 UTC>',
    ],
    ['next year by its number', one({ deadline: '2027-01-05' }), 'on Tue 5 Jan 2027'],
    [
      "the rules' advice without a manifest",
      { announcement: without('manifest') },
      '*Do:* Keep category and add a field beside it',
    ],
    [
      "the subject's channel without a contact",
      { announcement: without('manifest'), contact: '#payments' },
      'Ask #payments ·',
    ],
    ['the owner where nothing else is known', { announcement: without('manifest') }, 'Ask team payments ·'],
    ['a pull request by number', { announcement: { ...ANNOUNCEMENT, source: { pullRequest: '412' } } }, '· PR #412 ·'],
    [
      'an address that is none as text',
      { announcement: { ...ANNOUNCEMENT, manifest: { migrationDocumentationUrl: 'javascript:alert(1)' } } },
      'Steps: javascript:alert(1) ·',
    ],
    ['a default that came', only('after', 'default-changed', 3), '*`category` gains a default: 3 on'],
    ['a default that went', only('before', 'default-changed', 3), '*`category` loses its default: 3 on'],
    [
      'a default that is another',
      changed({ ruleId: 'default-changed', before: 3, after: 4 }),
      '*`category` changes default 3 → 4 on',
    ],
    [
      'what came by a rule without words of its own',
      only('after', 'range-widened', 9),
      '*`category` range widened: now 9 on',
    ],
    ['what went by one', only('before', 'range-widened', 9), '*`category` range widened: no longer 9 on'],
    [
      'two changes',
      one({ changes: [CATEGORY, { ...CATEGORY, pointer: '/amount' }], changeCount: 2 }),
      '`category` changes integer → string and 1 more change on',
    ],
    ['more changes than the item holds', one({ changeCount: 30 }), '`category` changes integer → string and more on'],
    ['a break that no rule named', one({ changes: [], changeCount: 0 }), '*`category` changes on'],
    ['a removed field', changed({ ruleId: 'property-removed' }), '*`category` goes away on'],
    [
      'a renamed field',
      changed({ ruleId: 'property-renamed', after: 'category_code' }),
      '*`category` is renamed to category_code on',
    ],
    [
      'a nullable field',
      changed({ ruleId: 'became-nullable', pointer: '/items/*/price' }),
      '*`items[*].price` may become null on',
    ],
    [
      'new values of an enum together',
      one({
        changes: ['a', 'b', 'c', 'd'].map((after) => ({
          ruleId: 'enum-value-added',
          pointer: '/k',
          schemaPointer: '',
          severity: CATEGORY.severity,
          message: '',
          harm: '',
          advice: '',
          after,
        })),
        changeCount: 4,
      }),
      '*`k` gains a, b, c and 1 more on',
    ],
    [
      'any other rule by its name',
      changed({ ruleId: 'range-widened', before: { maximum: 10 }, after: { maximum: 20 } }),
      '*`category` range widened: {"maximum": 10} → {"maximum": 20} on',
    ],
  ])('says %s', (_, more, expected) => {
    expect(shown(teamMessage(more))).toContain(expected);
  });

  const AMOUNT = { ...CATEGORY, ruleId: 'became-nullable', pointer: '/amount', harm: 'A mean over null is NaN.' };

  it('says which model has which change, an identical set once', () => {
    const both = { changes: [CATEGORY, AMOUNT], changeCount: 2 };
    const text = shown(teamMessage({ migrations: [migration('a', both), migration('b'), migration('c', both)] }));

    expect(text).toContain(
      '• a and c: `category` changes integer → string; `amount` may become null\n• b: `category` changes integer → string\n',
    );
    expect(text).toContain('*Risk:* A mean over null is NaN. (`amount`)');
  });

  it('lists the changes once where all models have the same, and nothing where it is one', () => {
    const both = { changes: [CATEGORY, AMOUNT], changeCount: 2 };

    expect(shown(teamMessage({ migrations: [migration('a', both), migration('b', both)] }))).toContain(
      '\n• `category` changes integer → string; `amount` may become null\n',
    );
    expect(shown(teamMessage())).not.toContain('•');
  });

  it('counts what a model has beyond the changes that are known, and the sets that are too many', () => {
    const sets = Array.from({ length: 8 }, (_, at) =>
      migration(`m${at}`, { changes: [{ ...CATEGORY, pointer: `/f${at}` }], changeCount: at + 1 }),
    );
    const text = shown(teamMessage({ migrations: sets }));

    expect(text).toContain('• m4: `f4` changes integer → string; 4 more');
    expect(text).toContain('• m5, m6 and m7: still other sets of these changes');
  });

  it.each([
    [false, '`category` changes integer → string; the date was Tue 8 Dec'],
    [true, '`category` changes integer → string · live already, the date was Tue 8 Dec'],
  ])('asks for nothing by a date that is past, live %s', (live, line) => {
    const overdue = { name: 'overdue', at: '2026-12-09T12:00:00.000Z' } as const;
    const announcement = { ...ANNOUNCEMENT, live };
    const text = shown(teamMessage({ announcement, migrations: [migration('fraud', { state: overdue })] }));

    expect(text).toContain(`*Overdue: ${line}*`);
    expect(text).not.toContain('answer by');
  });

  it('shows each proof once, with the models it is for', () => {
    const other = { witness: { category: null } };
    const text = shown(
      teamMessage({ migrations: [migration('a'), migration('b', other), migration('c', other), migration('d')] }),
    );

    expect(text).toContain('A record that v13 allows and the contracts of a and d reject:');
    expect(text).toContain(
      'A record that v13 allows and the contracts of b and c reject:\n```\n{"category": null}\n```',
    );
  });

  it('asks no more than the model is concerned by', () => {
    const question = { ...CATEGORY, ruleId: 'unit-changed', pointer: '/amount', before: 'cents', after: 'euros' };
    const text = shown(
      teamMessage({
        migrations: [
          migration('fraud', {
            concern: 'question',
            verdict: 'compatible',
            changes: [CATEGORY, question],
            changeCount: 2,
          }),
        ],
      }),
    );

    expect(text).toContain('*Does this affect you? `amount` changes unit cents → euros and 1 more change*');
    expect(text).not.toContain('A record that');
    expect(text).not.toContain('If nobody answers');
    expect(text).toContain("[Not affected…] [We'll handle it] [Object…]");
  });

  it('tells when a deprecated field goes', () => {
    const deprecated = { ...CATEGORY, ruleId: 'deprecated-set' };
    const announcement = {
      ...ANNOUNCEMENT,
      kind: 'deprecation' as const,
      live: true,
      sunset: '2027-03-01',
    };
    const text = shown(
      teamMessage({
        announcement,
        migrations: [migration('fraud', { concern: 'deprecation', verdict: 'compatible', changes: [deprecated] })],
      }),
    );

    expect(text).toContain('*`category` is deprecated and goes away on Mon 1 Mar 2027*');
  });
});

describe('Of production', () => {
  const live = (kind: 'live' | 'emergency' | 'rolled-back') => ({
    ...ANNOUNCEMENT,
    live: kind !== 'rolled-back',
    liveNews: { kind, at: '2026-11-25T10:00:00.000Z', environment: 'production', told: false },
  });

  it('an emergency says first what is live already, whom it may hit, and mentions the group', () => {
    const text = shown(teamMessage({ kind: 'emergency', announcement: live('emergency') }));

    expect(text).toContain('<!subteam^S0614TZR7>  EMERGENCY: `category` changes integer → string · live already');
    expect(text).toMatch(/v13 is live in production since .*, before its gate was open/);
    expect(text).toContain('May be reading it now: *fraud* v7 (standard), *churn* v2 (standard)');
    expect(text).toContain("[We'll handle it]");
  });

  const LIVE_NOW = { ...live('live'), liveAt: '2026-11-25T10:00:00.000Z' };
  const OPEN = { verdict: 'undecided', undecided: 'held', reason: 'a pattern that no engine decides' } as const;

  it('what is live over models that have not come through is said with the record, a mention and the buttons', () => {
    const text = shown(teamMessage({ kind: 'exposed', announcement: LIVE_NOW }));

    expect(text).toContain('<!subteam^S0614TZR7>  Breaks now: `category` changes integer → string · live since ');
    expect(text).toContain('`payments.transaction-authorized` v13 is live in production.');
    expect(text).toContain('Not migrated, and breaks: *fraud* v7 (standard), *churn* v2 (standard)');
    expect(text).toContain('{"user_id": 42, "category": "grocery", "amount": 12.5}');
    expect(text).toContain('Said again on 7 working days, then in the weekly digest, until one of you answers');
    expect(text).toContain("[We'll handle it]");
  });
  it('never calls a break what nobody could prove, and tells apart which model is which', () => {
    const undecided = migration('fraud', OPEN);
    const alone = shown(teamMessage({ kind: 'exposed', announcement: LIVE_NOW, migrations: [undecided] }));
    const both = shown(
      teamMessage({ kind: 'exposed', announcement: LIVE_NOW, migrations: [undecided, migration('churn')] }),
    );

    expect(alone).toContain('May break now: `category` changes');
    expect(alone).toContain('may break; nobody could prove that it is safe: *fraud* v7');
    expect(alone).not.toMatch(/breaks/i);
    expect(both).toContain('Breaks now: ');
    expect(both).toContain('Not migrated, and breaks: *churn* v7');
    expect(both).toContain('nobody could prove that it is safe: *fraud* v7');
  });
  it('lets a model that is late say that it is handled, once the change is live over it', () => {
    const overdue = { name: 'overdue', at: '2026-11-24T12:00:00.000Z' } as const;
    const exposure = { since: '2026-11-25T10:00:00.000Z', days: 0 };
    const late = migration('fraud', { state: overdue, deadline: '2026-11-23', exposure });
    const text = shown(teamMessage({ kind: 'exposed', announcement: LIVE_NOW, migrations: [late] }));

    expect(text).toContain("[We'll handle it]");
  });

  it('one line tells that it is live, or live no more, and mentions nobody', () => {
    const one = shown(teamMessage({ kind: 'live', announcement: live('live') }));
    const other = shown(teamMessage({ kind: 'live', announcement: live('rolled-back') }));

    expect(one).toContain('v13 is live now in production: `category` changes integer → string (since v12)');
    expect(other).toContain('v13 is live no more in production: an older version was deployed in its place');
    expect(one + other).not.toContain('subteam');
  });

  it('an administrator who loosens the policy is told with the reason, and that dates stay', () => {
    const text = shown(teamMessage({ kind: 'loosened', announcement: LOOSENED }));

    expect(text).toContain(
      'v13 was announced with: staleAfter P90D → P30D, liveEnvironments production,eu → production',
    );
    expect(text).toContain('Reason: nobody runs in eu any more');
    expect(text).toContain('Your dates stay as you were told');
    expect(text).not.toContain('subteam');
  });

  it('an administrator who takes that back is told so', () => {
    const announcement = { ...LOOSENED, policy: LOOSENED.loosened?.madeUnder ?? announcedPolicy(DEFAULT_POLICY) };

    expect(shown(teamMessage({ kind: 'loosened', announcement }))).toContain('took back');
  });

  it('a model that nobody speaks for is asked after, with what follows and what to do', () => {
    const stale = { kind: 'stale', migrations: [migration('fraud')], silentSince: '2026-08-01T12:00:00.000Z' } as const;
    const text = shown(teamMessage(stale));

    expect(text).toContain('Does fraud still run? No deployment and no answer since');
    expect(text).toContain('record its deployment, and it is waited for again');
  });
});

describe('What follows the first message', () => {
  it('reminds briefly, apart for those who have answered', () => {
    const acknowledged = migration('churn', { state: { name: 'acknowledged', at: ANNOUNCEMENT.createdAt, by: 'eve' } });
    const text = shown(
      teamMessage({
        kind: 'reminder',
        now: '2026-12-05T09:00:00.000Z',
        migrations: [migration('fraud'), acknowledged],
      }),
    );

    expect(text).toContain(
      `Reminder: \`category\` changes integer → string on ${DATE}\nNo answer yet for *fraud* v7 (standard)\nNot migrated yet: *churn* v7 (standard, acknowledged)`,
    );
    expect(text).not.toContain('```');
  });

  it.each(['2026-12-07T09:00:00.000Z', '2026-12-08T09:00:00.000Z', '2026-12-05T09:00:00.000Z'])(
    'mentions the group in a reminder at %s where its delivery does, and says nothing that is wrong a day later',
    (now) => {
      const text = shown(teamMessage({ kind: 'reminder', now }));
      const { mention: _, ...quiet } = teamMessage({ kind: 'reminder', now });

      expect(text).toContain('<!subteam^S0614TZR7>');
      expect(text).not.toMatch(/today|tomorrow|in \d+ days/);
      expect(shown(quiet)).not.toContain('subteam');
    },
  );

  it('mentions the group when the date is past', () => {
    const text = shown(teamMessage({ kind: 'missed', now: '2026-12-09T09:00:00.000Z' }));

    expect(text).toContain(
      `<!subteam^S0614TZR7>  Overdue: \`category\` changes integer → string; the date was ${DATE}\nNot migrated: *fraud* v7 (standard), *churn* v2 (standard)`.replace(
        'churn* v2',
        'churn* v2',
      ),
    );
    expect(text).toContain('v13 may go live any time now');
  });

  it('takes the change back without buttons', () => {
    const withdrawn = { ...ANNOUNCEMENT, status: 'withdrawn' as const };
    const text = shown(teamMessage({ kind: 'withdrawn', announcement: withdrawn }));

    expect(text).toContain('Withdrawn: team payments took `payments.transaction-authorized` v13 back');
    expect(text).toContain('What does not happen: `category` changes integer → string');
    expect(text).not.toContain('[');
  });
});

describe("Strangers' text", () => {
  const HOSTILE = '<!channel> @here `x` ```\n*b* & <https://evil.example|click> \u202Egnirts \u0000\u0007';
  const change = {
    ...CATEGORY,
    pointer: '/`a`<!here>',
    before: HOSTILE,
    after: HOSTILE,
    harm: HOSTILE,
    advice: HOSTILE,
  };
  const hostile = teamMessage({
    announcement: {
      ...ANNOUNCEMENT,
      ownerTeam: HOSTILE,
      emergency: { reason: HOSTILE, by: HOSTILE },
      manifest: {
        what: HOSTILE,
        why: HOSTILE,
        who: HOSTILE,
        steps: HOSTILE,
        contact: HOSTILE,
        migrationDocumentationUrl: 'https://x.example/a|b>c?d=<!channel>&e',
      },
      source: { pullRequest: HOSTILE },
    },
    contact: HOSTILE,
    mention: '!channel',
    migrations: [
      migration(HOSTILE, { releases: [HOSTILE], changes: [change], witness: { '`': '```\u202e', [HOSTILE]: HOSTILE } }),
    ],
  });

  it.each([
    'announced',
    'reminder',
    'missed',
    'withdrawn',
    'live',
    'emergency',
    'exposed',
    'loosened',
    'stale',
  ] as const)('brings no mention, link or code block into %s', (kind) => {
    const rendered = renderSlack({ ...hostile, kind });
    const text = `${rendered.text}\n${shown({ ...hostile, kind })}`;

    expect(text).not.toMatch(/<!(?!date\^)/);
    expect(text.replaceAll(/```\n.*\n```|`[^`\n]*`/g, '')).not.toMatch(/@(here|channel|everyone)/);
    expect(text).not.toMatch(/<https:\/\/evil/);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u202a-\u202e\p{Cc}]/u);
    expect(text.split('```').length % 2).toBe(1);
    for (const [, label] of text.matchAll(/<https?:[^|>]*\|([^>]*)>/g)) expect(label).not.toContain('<');
  });

  it('keeps the record a record', () => {
    const block = /```\n(.*)\n```/.exec(shown(hostile))?.[1] ?? '';
    const record = JSON.parse(block.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));

    expect(record['`']).toBe('```\u202e');
    expect(record[HOSTILE]).toBe(HOSTILE);
  });
});

describe("Slack's limits", () => {
  const long = 'é&'.repeat(2_000);
  const changes = Array.from({ length: 10 }, (_, at) => ({
    ...CATEGORY,
    pointer: `/${at}${long}`,
    before: long,
    after: long,
    harm: `${at}${long}`,
    advice: `${at}${long}`,
  }));
  const many = Array.from({ length: 1_000 }, (_, at) =>
    migration(`model-${at}-${'x'.repeat(100)}`, {
      changes,
      changeCount: 10,
      witness: { at, long },
      deadline: `2026-12-${10 + (at % 20)}`,
    }),
  );
  const huge = teamMessage({
    team: 't'.repeat(120),
    migrations: many,
    announcement: {
      ...ANNOUNCEMENT,
      subject: 's'.repeat(120),
      emergency: { reason: long, by: long },
      manifest: {
        what: long.slice(0, 4_000),
        why: long.slice(0, 4_000),
        who: long.slice(0, 4_000),
        steps: long.slice(0, 4_000),
        contact: long,
        migrationDocumentationUrl: `https://x.example/${'a&'.repeat(900)}`,
      },
      source: { pullRequest: `https://x.example/${'b'.repeat(3_000)}` },
    },
  });

  it.each([
    'announced',
    'reminder',
    'missed',
    'withdrawn',
    'live',
    'emergency',
    'exposed',
    'loosened',
    'stale',
  ] as const)('hold for %s to a thousand models with endless texts', (kind) => {
    const { text, blocks } = renderSlack({ ...huge, kind });

    expect(findBlockProblems(blocks)).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(blocks).length).toBeLessThan(30_000);
  });

  it('name the first models and count the rest', () => {
    const text = shown(
      teamMessage({ migrations: many.map((one) => ({ ...one, changes: [CATEGORY], changeCount: 1, witness: true })) }),
    );

    expect(text).toContain('and 990 more');
    expect(text).toContain("all 1000 models' contracts reject:");
  });
});
