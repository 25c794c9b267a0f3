import type { Act } from './act.ts';
import { ANSWERING } from './answering.ts';
import { CHANNELS } from './channels.ts';
import { GOING_LIVE } from './going-live.ts';
import { PUBLISHING } from './publishing.ts';
import { READING } from './reading.ts';
import { RETIRING } from './retiring.ts';
import { SETTING } from './setting.ts';

/** All that happens in a simulated registry; a run that leaves one of them out has proved nothing about it. */
export const ACTS: readonly Act[] = [
  ...PUBLISHING,
  ...GOING_LIVE,
  ...ANSWERING,
  ...READING,
  ...RETIRING,
  ...CHANNELS,
  ...SETTING,
];
