import type { Announcement } from '../../announcement.ts';
import type { Markup } from './markup.ts';

/**
 * Where all that is known of an announcement is read. The registry's own addresses want a token, which no browser sends: until
 * it has a page for people this is a command. Every message takes it from here.
 */
export const details = (
  { announcement }: { readonly announcement: Pick<Announcement, 'id'> },
  { code }: Pick<Markup, 'code'>,
): string => code(`forewarn announcements show ${announcement.id}`, 120);

/** The same behind its name, where it stands among other places. */
export const detailsPart = (
  about: { readonly announcement: Pick<Announcement, 'id'> },
  markup: Pick<Markup, 'code'>,
): string => `Details: ${details(about, markup)}`;
