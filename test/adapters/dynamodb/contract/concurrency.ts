import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../lib/application/ports/store.ts';
import * as samples from '../samples.ts';

export function describeConcurrency(open: () => Promise<Store>): void {
  describe('at the same moment', () => {
    it('one of 50 commits that expect one revision wins', async () => {
      const store = await open();
      await store.commit([{ put: 'subject', item: samples.subject(), expect: 'absent' }], samples.auditEntry());

      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.commit(
            [
              {
                put: 'subject',
                item: samples.subject({ revision: 2, latest: 100 + index }),
                expect: 1,
                was: samples.subject(),
              },
              { put: 'version', item: samples.version({ version: 100 + index }), expect: 'absent' },
            ],
            samples.auditEntry({ subject: samples.SUBJECT }),
          ),
        ),
      );

      const winner = 100 + outcomes.indexOf('committed');
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      expect((await store.find('subject', { name: samples.SUBJECT }))?.latest).toBe(winner);
      expect((await store.listVersions(samples.SUBJECT, { limit: 10 })).items).toMatchObject([{ version: winner }]);
      expect((await store.listAuditEntries({ subject: samples.SUBJECT }, { limit: 10 })).items).toHaveLength(1);
    });

    it('commits of different subjects all win', async () => {
      const store = await open();

      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.commit(
            [{ put: 'subject', item: samples.subject({ name: `subject-${index}` }), expect: 'absent' }],
            samples.auditEntry(),
          ),
        ),
      );

      expect(new Set(outcomes)).toEqual(new Set(['committed']));
    });
  });
}
