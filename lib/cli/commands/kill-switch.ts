import { type Command, Option } from 'commander';
import { KILL_SWITCH_REASONS, type KillSwitchReason } from '../../domain/kill-switch.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface KillSwitchFlags extends RegistryFlags {
  readonly consumer: string;
  readonly dryRun?: boolean;
  readonly on?: KillSwitchReason;
}

export function addKillSwitch(program: Command, session: Session): void {
  const command = program
    .command('kill-switch')
    .description("try a model's kill switch: its event, marked as a dry run, takes the way of a real one")
    .requiredOption('--consumer <name>', 'the model, e.g. fraud')
    .option('--dry-run', 'required: only a passed date or an emergency sends a real one')
    .addOption(new Option('--on <reason>', 'as which (default: the first registered)').choices(KILL_SWITCH_REASONS))
    .action((flags: KillSwitchFlags) => tryOut(session, flags));
  withRegistry(command, { example: 'forewarn kill-switch --consumer fraud --dry-run' });
}

async function tryOut(session: Session, flags: KillSwitchFlags): Promise<void> {
  const config = await session.configure(flags, 'kill-switch');
  const { consumer, dryRun, on } = flags;
  checkName(consumer, 'consumer');
  if (!dryRun)
    throw usageError(
      'Nobody trips a kill switch by hand: only a passed date or an emergency does. Try it with --dry-run.',
    );
  const trial = await session.connect(flags, config).get('POST /v1/consumers/{consumer}/kill-switch/test', {
    path: { consumer },
    body: on === undefined ? {} : { on },
    expect: ['target', 'reason', 'deliveryId'],
  });
  const { target, reason, subject, version, deliveryId } = trial;
  session.print(
    `✓ A dry run (${reason}, ${visible(subject)} v${version}) is on its way to ${visible(target)}.\n  event ${visible(deliveryId)}\n`,
    { trial },
  );
}
