import { visible } from './escape.ts';

/** Who did something, as a reader of a trail takes it: an id means a program, and is not a person. */
export function whoText(id: string): string {
  const [kind = '', ...rest] = id.split(':');
  const name = visible(rest.join(':'));
  switch (kind) {
    case 'token':
      return `API token ${name}`;
    case 'oidc':
      return `CI identity ${name}`;
    case 'slack':
      return `Slack user ${name}`;
    default:
      return visible(id);
  }
}

/** The same of each id in a sentence of the registry. */
export const withWho = (text: string): string =>
  text.replace(/\b(?:token:[0-9A-Z]+|slack:[UW][A-Z0-9]+|oidc:https:[^\s,:]+(?::\d+)?[^\s,]*)/g, whoText);
