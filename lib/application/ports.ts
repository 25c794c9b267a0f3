// For files that are being changed at this moment; goes with their commit.
export type { Clock, Pacer } from './ports/clock.ts';
export type { Keys } from './ports/entities.ts';
export type { IdSource } from './ports/ids.ts';
export type { Comparison, Judge } from './ports/judge.ts';
export type { Registry } from './ports/registry.ts';
export type { Store, Write } from './ports/store.ts';
