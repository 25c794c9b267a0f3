import { basename, dirname } from 'node:path';
import { words } from '../workspace/expand-subjects.ts';

export const foldersOf = (path: string): readonly string[] => dirname(path).split(/[\\/]/);

/** A file's name without what only says that it is a schema, and in which format. */
export const documentName = (path: string): string => basename(path).replace(/(\.schema)?\.[^.]*$/i, '');

/** A folder that is called by a whole version, as published copies are: `1-0-0`, `v2.1`; a `v1` is a product's own. */
export const isVersionFolder = (folder: string): boolean => /^v?\d+([.-]\d+)+$/i.test(folder);

/** Folders and documents whose name says nothing of what is in them. */
const GENERIC: ReadonlySet<string> = new Set(
  'api apis asyncapi contracts definitions docs json json-schema json-schemas jsonschema jsonschemas main openapi public resources schema schemas spec specs src static swagger website yaml yml'.split(
    ' ',
  ),
);
export const isGeneric = (name: string): boolean => GENERIC.has(words(name));

/** Folders that say what is in them. */
export const tellingFolders = (path: string): readonly string[] =>
  foldersOf(path).filter((folder) => !isGeneric(folder) && !isVersionFolder(folder));
