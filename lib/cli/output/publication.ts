import type { Comparison } from '../comparison.ts';
import { visible } from './escape.ts';
import type { Paint } from './paint.ts';
import { dateOf, durationText, modelName, plural } from './words.ts';

const SHOWN_MODELS = 12;

/** What a publish came to, and whom it told. */
export function publicationLines({ publication, name, sunset, observed }: Comparison, paint: Paint): readonly string[] {
  if (!publication || publication.outcome === 'refused') return [];
  const { status, version, announcementId, minimumNotice, sameAs, told } = publication;
  const lines: string[] = [];
  if (sameAs !== undefined) lines.push(`  the same content as v${sameAs}`);
  if (status === 'proposed') {
    const notice = minimumNotice ? ` (${minimumNotice.tier} readers have ${durationText(minimumNotice.duration)})` : '';
    // The longest notice of all subscribed tiers: who is affected, and so the gate's own date, is found while planning.
    const earliest = minimumNotice ? `; its readers' notice ends by ${dateOf(minimumNotice.earliest)}${notice}` : '';
    // The date that was asked for is the one that the readers have, and it is never before the earliest.
    const date = publication.outcome === 'created' && sunset !== undefined ? `, from ${dateOf(sunset)} on` : earliest;
    lines.push(`  not live yet: forewarn activate ${visible(name)} ${version} once its gate is open${date}`);
  }
  if (announcementId !== undefined && observed)
    lines.push(
      `  nobody is told, as it is only observed: forewarn observed ${visible(name)} says what would have been`,
    );
  else if (announcementId !== undefined && !told)
    lines.push(`  readers are being told: forewarn announcements show ${visible(announcementId)}`);
  if (told && !observed) {
    const models = told.models.map((model) => ({ ...model, releases: [] }));
    lines.push(`  told ${models.length} ${plural(models.length, 'model', 'models')}`);
    const rows = models
      .slice(0, SHOWN_MODELS)
      .map((model) => [
        modelName(model),
        `${visible(model.tier)} @${visible(model.team)}`,
        `${dateOf(model.deadline)}${model.verdict === 'undecided' ? ' undecided' : ''}`,
      ]);
    lines.push(...columns(rows).map((row) => `    ${row}`));
    const places = told.places.map(({ channel, status: sent }) => [visible(channel), visible(sent)]);
    lines.push(...columns(places).map((row) => `    ${paint.faint(row)}`));
  }
  return lines;
}

/** Cells below each other; the last one of a row is left as it is. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (at: number): number => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  return rows.map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(width(at)))).join('  '));
}
