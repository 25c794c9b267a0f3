import { dateText, utcDay } from '../../domain/date.ts';
import { visible } from './escape.ts';

/** A date that people keep, as it is printed: the day, or the moment that somebody asked for. */
export const dateOf = (date: string): string => visible(dateText(date));

/** The UTC day of something that happened. */
export const dayOf = (moment: string): string => visible(utcDay(moment));

/** `14 days` for `P14D`; durations of other units stay as they are. */
export function durationText(duration: string): string {
  const days = /^P(\d+)D$/.exec(duration)?.[1];
  return days === undefined ? visible(duration) : `${days} ${Number(days) === 1 ? 'day' : 'days'}`;
}
