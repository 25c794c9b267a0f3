import { dateText, utcDay } from '../../domain/date.ts';
import { visible } from './escape.ts';

/** A date that people keep, as it is printed: the day, or the moment that somebody asked for. */
export const dateOf = (date: string): string => visible(dateText(date));

/** The UTC day of something that happened. */
export const dayOf = (moment: string): string => visible(utcDay(moment));
