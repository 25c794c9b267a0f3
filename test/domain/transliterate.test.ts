import { describe, expect, it } from 'vitest';
import { words } from '../../lib/cli/workspace/expand-subjects.ts';
import { fitName } from '../../lib/domain/fit-name.ts';
import { transliterate } from '../../lib/domain/transliterate.ts';

describe('transliterate', () => {
  it.each([
    ['Größe', 'Groesse'],
    ['Gro\u0308ße', 'Groesse'],
    ['ÜBERWEISUNG', 'UeBERWEISUNG'],
    ['Café Ångström', 'Cafe Aangstroem'],
    ['Łódź', 'Lodz'],
    ['smørbrød', 'smoerbroed'],
    ['straße', 'strasse'],
    ['Заказ создан', 'Zakaz sozdan'],
    ['Παραγγελία', 'Paraggelia'],
    ['①ﬁ', '1fi'],
    ['注文', '注文'],
    ['order_created-2', 'order_created-2'],
  ])('spells %s as %s', (text, latin) => {
    expect(transliterate(text)).toBe(latin);
  });

  it('gives names to what other registries and files call by other letters', () => {
    expect(fitName('Größe-value')).toBe('groesse-value');
    expect(fitName('résumé.Geändert')).toBe('resume.geaendert');
    expect(fitName('注文')).toBeUndefined();
    expect(words('KundenGröße')).toBe('kunden-groesse');
  });
});
