import type { Command } from 'commander';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { table } from '../output/text/table.ts';
import { plural } from '../output/words.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface RejudgeFlags extends RegistryFlags {
  readonly dryRun?: boolean;
}
type Foreseen = Schemas['ForeseenModel'];

export function addRejudge(program: Command, session: Session): void {
  const command = program
    .command('rejudge')
    .description(
      'after an upgrade of the engine: judge open announcements again that an older one judged; an administrator',
    )
    .option('--dry-run', 'only list what would follow, model by model')
    .action((flags: RejudgeFlags) => rejudge(session, flags));
  withRegistry(command, { example: 'forewarn rejudge --dry-run\nforewarn rejudge' });
}

async function rejudge(session: Session, flags: RejudgeFlags): Promise<void> {
  const config = await session.configure(flags, 'rejudge');
  const client = session.connect(flags, config);
  if (flags.dryRun) return await foresee(session, client);
  const { engine, outcome } = await client.get('POST /v1/rejudgement', { expect: ['engine', 'outcome'] });
  const text =
    outcome === 'started'
      ? `✓ the sweep looks once more for what an engine before ${engine} judged, from its next run on (every 15 minutes).`
      : `✓ the sweep is at it already, or begins by itself: nothing to start for engine ${engine}.`;
  session.print(`${text}\n`, { result: { engine, outcome } });
}

async function foresee(session: Session, client: RegistryClient): Promise<void> {
  const items: Foreseen[] = [];
  let announcements = 0;
  let engine = 0;
  let cursor: string | undefined;
  do {
    const page = await client.get('GET /v1/rejudgement', {
      query: cursor === undefined ? {} : { cursor },
      expect: ['engine', 'announcements', 'items'],
    });
    items.push(...page.items);
    announcements += page.announcements;
    engine = page.engine;
    cursor = page.nextCursor;
    session.status(`judging again: ${announcements} ${plural(announcements, 'announcement', 'announcements')} …`);
  } while (cursor !== undefined);
  session.status('');
  const of = `${announcements} open ${plural(announcements, 'announcement', 'announcements')} judged before engine ${engine}`;
  const rows = items.map((item) => [
    `${visible(item.subject)} v${item.version}`,
    visible(item.consumer),
    visible(item.team),
    `${item.before} -> ${AFTER[item.after]}`,
    whatFollows(item),
  ]);
  const list = rows.length === 0 ? '' : table(['version', 'model', 'team', 'verdict', 'what follows'], rows, session);
  session.print(
    `${list}${of}; ${items.length === 0 ? 'nothing follows for any model' : `the above follows for ${items.length} ${plural(items.length, 'model', 'models')}`}.\n`,
    { dryRun: true, result: { engine, announcements }, items, more: false },
  );
}

const AFTER: Readonly<Record<Foreseen['after'], string>> = {
  compatible: 'compatible',
  'newly-broken': 'breaking',
  'still-broken': 'broken before',
  undecided: 'undecided',
};

const STAYS: Readonly<Record<NonNullable<Foreseen['because']>, string>> = {
  same: 'stays',
  answered: 'stays: the answer stands',
  'record-stands': 'stays: its record stands until its team answers',
  'other-question': 'stays: something else is asked of it',
  'broken-before': 'stays: the live version breaks it already',
};

function whatFollows({ action, because, date, deadline }: Foreseen): string {
  const by = deadline === undefined ? '' : dateOf(deadline);
  switch (action) {
    case 'announce':
      return `is told, with full notice until ${by}`;
    case 'prove':
      return `the record is added; ${date === 'full' ? 'full notice until' : 'its date stays'} ${by}`;
    case 'close':
      return 'closed: proved safe';
    case 'later':
      return 'not judged in time; tried again by the sweep';
    case 'keep':
      return STAYS[because ?? 'same'];
  }
}
