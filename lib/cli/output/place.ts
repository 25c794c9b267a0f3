import type { FilePlace } from '../../adapters/schema-source/source.ts';
import { visible } from './escape.ts';

/** A place in a file and what is there, as compilers write it: `order.json:3:7: …`. */
export function placeText({ file, line, column, detail }: FilePlace): string {
  const where = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${visible(where)}: ${visible(detail)}`;
}
