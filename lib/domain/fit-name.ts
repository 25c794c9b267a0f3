import { NAME_LENGTH, SUBJECT_NAME } from './subject.ts';
import { transliterate } from './transliterate.ts';

/** What a subject of another registry is called here: `OrderCreated-value` is `order-created-value`; `undefined` where nothing fits. */
export function fitName(name: string): string | undefined {
  const fitted = transliterate(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/([._-])[._-]+/g, '$1')
    .replace(/^[._-]+|[._-]+$/g, '');
  return SUBJECT_NAME.test(fitted) && fitted.length <= NAME_LENGTH ? fitted : undefined;
}
