import type { Formula } from '../algebra/formula.ts';
import { inRegion, isListed, outsideOf, type Region } from '../algebra/region.ts';
import { type Passed, TooManyCases } from '../compile/cases.ts';
import { hasKeyword, namesOf } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { NO_NAMES } from './declarations.ts';
import { MemberSchemas } from './member-schemas.ts';
import type { Closing } from './place.ts';

/** The conditions on the members of an object. Throws `TooManyCases`. */
export function closeMembers(
  closing: Closing,
  passed: readonly Passed[],
  schemas: readonly SchemaInScope[],
): readonly Formula[] {
  const { compiler, declarations } = closing;
  const { formulas, languages } = compiler;
  const members = passed.map((found) => new MemberSchemas(found, compiler));
  const names = new Set(schemas.flatMap((scoped) => [...namesOf(scoped.node, 'properties'), ...namedBy(scoped)]));
  const parts: Formula[] = [];
  for (const name of names) {
    const inside = (region: Region): boolean => inRegion(region, name, languages);
    const children = members.flatMap((member) => member.children(name, inside));
    parts.push(formulas.everyMember({ only: new Set([name]) }, closing.at({ must: children, may: [] })));
  }
  const langs = [...new Set(members.flatMap(({ patterns }) => patterns.map(({ lang }) => lang)))];
  if (langs.length > 6) throw new TooManyCases();
  for (let signs = 0; signs < 1 << langs.length; signs++) {
    const holding = new Set(langs.filter((_, at) => (signs >> at) & 1));
    const inside = (region: Region): boolean =>
      !isListed(region) && (region.lang === languages.all || holding.has(region.lang));
    const children = members.flatMap((member) => member.children(undefined, inside));
    if (!children.some((child) => declarations.matters(child, NO_NAMES))) continue;
    const lang = languages.and(...langs.map((one) => (holding.has(one) ? one : languages.not(one))));
    parts.push(formulas.everyMember({ except: names, lang }, closing.at({ must: children, may: [] })));
  }
  const described = schemas.some(({ node }) => hasKeyword(node, 'properties') || hasKeyword(node, 'patternProperties'));
  const all = schemas.some(
    ({ node }) => hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties'),
  );
  if (described && !all)
    parts.push(
      formulas.everyMember(
        outsideOf([{ only: names }, ...langs.map((lang) => ({ except: new Set<string>(), lang }))], languages),
        formulas.false,
      ),
    );
  return parts;
}
