import type { SlackChannel } from './slack-store.ts';
export function renderSlackPage(channels: readonly SlackChannel[], _now: Date): string {
  return `<!doctype html><pre>${channels.length}</pre>`;
}
