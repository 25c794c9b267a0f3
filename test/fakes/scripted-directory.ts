import type { SlackDirectory, SlackForms } from '../../lib/application/ports/slack.ts';

/** User groups as a test says them; `unknown` for a group that Slack does not tell of. */
export class ScriptedDirectory implements SlackDirectory, SlackForms {
  readonly groups = new Map<string, readonly string[] | 'unknown'>();
  readonly opened: Readonly<Record<string, unknown>>[] = [];
  canOpen = true;
  /** Slack gives no answer. */
  isDown = false;

  async membersOf(group: string): Promise<readonly string[] | 'unknown'> {
    if (this.isDown) throw new Error('Slack gave no answer');
    return this.groups.get(group) ?? 'unknown';
  }

  async groupsOf(user: string): Promise<readonly string[]> {
    return [...this.groups].flatMap(([group, users]) => (users !== 'unknown' && users.includes(user) ? [group] : []));
  }

  async open(_trigger: string, view: Readonly<Record<string, unknown>>): Promise<'opened' | 'failed'> {
    if (!this.canOpen) return 'failed';
    this.opened.push(view);
    return 'opened';
  }
}
