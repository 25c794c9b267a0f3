import type { Command } from 'commander';
import { isOver } from '../../domain/date.ts';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import { dateOf, dayOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { arrowText, plural, proofText } from '../output/words.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

export function addObserved(program: Command, session: Session): void {
  const command = program
    .command('observed')
    .description('what the subjects that are only observed would have said, and to whom')
    .argument('[name]', 'only this subject')
    .action((name: string | undefined, flags: RegistryFlags) => observed(session, name, flags));
  withRegistry(command, { example: 'forewarn observed' });
}

/** More than any registry observes at a time, or a trial brings. */
const ALL = 100_000;

interface Trial {
  readonly subject: string;
  readonly until: string;
  readonly changes: readonly ObservedChange[];
}

interface ObservedChange {
  readonly announcement: Schemas['Announcement'];
  readonly models: readonly Schemas['Migration'][];
}

async function observed(session: Session, name: string | undefined, flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'observed');
  if (name !== undefined) checkName(name, 'subject');
  const client = session.connect(flags, config);
  const found =
    name === undefined
      ? (await client.list('GET /v1/subjects', {}, ALL)).items
      : [await client.get('GET /v1/subjects/{subject}', { path: { subject: name }, expect: ['name'] })];
  const now = new Date(session.world.now()).toISOString();
  const trials: Trial[] = [];
  for (const { name: subject, observeUntil } of found) {
    if (observeUntil === undefined || isOver(observeUntil, now)) continue;
    session.status(`reading ${subject} …`);
    trials.push({ subject, until: observeUntil, changes: await changesOf(client, subject) });
  }
  session.status('');
  const result = trials.map(({ changes, ...trial }) => ({
    ...trial,
    changes: changes.map(({ announcement, models }) => ({ ...announcement, models })),
  }));
  session.print(textOf(trials, name), { items: result, more: false });
}

async function changesOf(client: RegistryClient, subject: string): Promise<readonly ObservedChange[]> {
  const { items } = await client.list('GET /v1/subjects/{subject}/announcements', { path: { subject } }, ALL);
  const changes: ObservedChange[] = [];
  for (const announcement of items.filter(({ status }) => status === 'observed').reverse()) {
    const of = { path: { announcement: announcement.id } };
    const { items: models } = await client.list('GET /v1/announcements/{announcement}/migrations', of, ALL);
    changes.push({ announcement, models });
  }
  return changes;
}

function textOf(trials: readonly Trial[], name: string | undefined): string {
  if (trials.length === 0)
    return name === undefined ? 'No subject is only observed.\n' : `${name} is not observed: its readers are told.\n`;
  const told = trials.flatMap(({ changes }) => changes).filter(({ models }) => models.some(isTold));
  const models = new Set(told.flatMap((change) => change.models.filter(isTold).map(({ consumer }) => consumer)));
  const would =
    told.length === 0
      ? 'nothing would have been announced so far'
      : `${told.length} ${plural(told.length, 'change', 'changes')} would have been announced to ${models.size} ${plural(models.size, 'model', 'models')}`;
  return [
    `${trials.length} ${plural(trials.length, 'subject is', 'subjects are')} only observed; ${would}.\n`,
    ...trials.map(trialText),
    `To have readers told from now on: forewarn subjects ${trials.length === 1 ? trials[0]?.subject : 'NAME'} --no-observe\n`,
  ].join('\n');
}

function trialText({ subject, until, changes }: Trial): string {
  const lines = changes.flatMap(({ announcement, models }) => {
    const { version, previous, createdAt } = announcement;
    const told = models.filter(isTold);
    const whom = (told.length > 0 ? told : models)
      .map(({ consumer, tier }) => `${visible(consumer)} (${tier})`)
      .join(', ');
    const [change] = announcement.changes;
    const proof = told.find(({ witness }) => witness !== undefined)?.witness;
    return [
      `  v${previous} -> v${version}  ${dayOf(createdAt)}  ${told.length > 0 ? 'would have told' : 'in the digest of'} ${whom || 'nobody any more'}`,
      ...(change
        ? [`    ${visible(`${change.ruleId} ${change.pointer || '(record)'} ${arrowText(change)}`).trimEnd()}`]
        : []),
      ...(proof === undefined ? [] : [`    proof    ${proofText(proof)}`]),
    ];
  });
  return [`${subject}  observed until ${dateOf(until)}`, ...(lines.length > 0 ? lines : ['  nothing so far']), ''].join(
    '\n',
  );
}

const isTold = ({ concern }: Pick<Schemas['Migration'], 'concern'>): boolean => concern !== 'digest';
