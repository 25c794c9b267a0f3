import type { Lang } from '../strings/lang.ts';
import type { Languages } from '../strings/languages.ts';

/** A set of member names: a few that are listed, or all words of a language except a few. */
export type Region =
  | { readonly only: ReadonlySet<string> }
  | { readonly except: ReadonlySet<string>; readonly lang: Lang };

export const isListed = (region: Region): region is Extract<Region, { only: ReadonlySet<string> }> => 'only' in region;

export const oneName = (name: string): Region => ({ only: new Set([name]) });

export function regionKey(region: Region): string {
  const names = [...(isListed(region) ? region.only : region.except)];
  const listed =
    names.length > 1 ? names.sort().map((name) => JSON.stringify(name)) : names.map((name) => JSON.stringify(name));
  return isListed(region) ? `+${listed.join()}` : `-${region.lang.id}-${listed.join()}`;
}

/** Cheap: an empty language that has no normal form yet is found later. */
export const isEmptyRegion = (region: Region): boolean =>
  isListed(region) ? region.only.size === 0 : region.lang.kind === 'none';

export const inRegion = (region: Region, name: string, languages: Languages): boolean =>
  isListed(region)
    ? region.only.has(name)
    : !region.except.has(name) &&
      (region.lang === languages.all || (region.lang.kind !== 'none' && languages.has(region.lang, name)));

/** The names outside all of the regions. */
export function outsideOf(regions: readonly Region[], languages: Languages): Region {
  const listed = regions.filter(isListed).flatMap(({ only }) => [...only]);
  const langs: Lang[] = [];
  for (const region of regions)
    if (!isListed(region))
      langs.push(
        languages.and(region.lang, ...[...region.except].map((name) => languages.not(languages.literal(name)))),
      );
  return { except: new Set(listed), lang: languages.not(languages.or(...langs)) };
}

/** The names that are in both. */
export function inBoth(one: Region, other: Region, languages: Languages): Region {
  if (isListed(one)) return { only: new Set([...one.only].filter((name) => inRegion(other, name, languages))) };
  if (isListed(other)) return inBoth(other, one, languages);
  return { except: new Set([...one.except, ...other.except]), lang: languages.and(one.lang, other.lang) };
}
