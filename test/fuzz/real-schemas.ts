import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { isObject, type Plain, type PlainObject } from './plain.ts';

const PLACES = ['examples/**/*.json', 'schemas/**/*.json'];
/** Characters: a larger one takes the time of hundreds of small ones. */
const LARGEST = 30_000;

/** The schemas of the repository, without the name of the whole: one may be put into a schema twice, and names one place. */
export function realSchemas(): readonly PlainObject[] {
  return globSync(PLACES, { cwd: new URL('../..', import.meta.url).pathname, absolute: true })
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => text.length < LARGEST)
    .map((text): Plain => JSON.parse(text))
    .filter(
      (value): value is PlainObject =>
        isObject(value) && ('properties' in value || '$ref' in value || 'oneOf' in value),
    )
    .map(({ $id: _, ...schema }) => schema);
}
