import { type Command, Option } from 'commander';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { ContentModel, FormatMode } from '../../domain/verdict.ts';
import { usageError } from '../exit.ts';
import type { FileConsumer } from '../manifest/consumer-file.ts';
import type { WantedSubscription } from '../manifest/subscriptions.ts';
import { jsonText } from '../output/escape.ts';
import type { OutputFormat } from '../output/format.ts';
import { formatOption, type Session, withExample } from '../run/session.ts';
import { Workspace } from '../workspace/workspace.ts';

interface ContractFlags {
  readonly consumer?: string;
  readonly subject?: string;
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  readonly format?: OutputFormat;
  readonly config?: string;
}

export function addContract(program: Command, session: Session): void {
  const command = program
    .command('contract')
    .description('print what a model can take of a subject as one JSON Schema; needs no registry')
    .argument('<schema>', 'the JSON Schema file of the version that the model was trained on')
    .argument('[file]', 'the models, or - for standard input', 'forewarn.consumer.yaml')
    .option('--consumer <name>', 'which model, where the file has several')
    .option('--subject <name>', 'which subscription, where the model has several')
    .addOption(
      new Option('--content-model <model>', 'whether producers emit only what they declare')
        .choices(['declared', 'open'])
        .default('declared'),
    )
    .addOption(
      new Option('--format-mode <mode>', 'whether format rejects records')
        .choices(['annotation', 'assertion'])
        .default('annotation'),
    )
    .addOption(formatOption(['text', 'json']))
    .option('--config <file>', 'the configuration (default: the nearest forewarn.config.json)')
    .action((schema: string, file: string, flags: ContractFlags) => contract(session, { schema, file, flags }));
  withExample(command, 'forewarn contract transaction-v12.json forewarn.consumer.yaml --consumer fraud');
}

interface Asked {
  readonly schema: string;
  readonly file: string;
  readonly flags: ContractFlags;
}

async function contract(session: Session, { schema, file, flags }: Asked): Promise<void> {
  const config = await session.configure(flags, 'contract');
  if (schema === '-' && file === '-') throw usageError('Both files are standard input: name one of them.');
  const [{ readConsumerFile }, { parseSource }] = await Promise.all([
    import('../manifest/consumer-file.ts'),
    import('../run/compare-files.ts'),
  ]);
  const chosen = choose(await readConsumerFile(session.world, file), { file, flags });
  const trained = parseSource(await new Workspace(session.world, config, session.warn).read(schema), {
    unknown: 'allowed',
  });
  const { schema: printed, unsaid } = await print(chosen, trained, flags);
  for (const reason of unsaid) session.note(`warning: the contract asks for more than this schema says: ${reason}`);
  session.print(`${jsonText(printed, 2)}\n`, { result: printed, unsaid });
}

/** The one subscription that the flags leave. */
function choose(
  consumers: readonly FileConsumer[],
  { file, flags }: Pick<Asked, 'file' | 'flags'>,
): WantedSubscription {
  const all = consumers.flatMap(({ consumer: { name }, subscriptions }) =>
    subscriptions.map((subscription) => ({ name, subscription })),
  );
  const left = all.filter(
    ({ name, subscription }) =>
      name === (flags.consumer ?? name) && subscription.subject === (flags.subject ?? subscription.subject),
  );
  const [first] = left;
  if (first && left.length === 1) return first.subscription;
  const listed = (first ? left : all).map(({ name, subscription }) => `${name} of ${subscription.subject}`).join(', ');
  throw usageError(
    first
      ? `${file} has several subscriptions (${listed}): name one with --consumer and --subject.`
      : `${file} has no such subscription; it has ${listed || 'none'}.`,
  );
}

async function print(
  { reads, strict, expectations }: WantedSubscription,
  trained: ParsedSchema,
  { contentModel, formatMode }: ContractFlags,
): Promise<{ readonly schema: JsonValue; readonly unsaid: readonly string[] }> {
  // A consumer's own expectations replace the contract, and are a schema already.
  if (expectations !== undefined) return { schema: expectations, unsaid: [] };
  const { printContract } = await import('../../domain/contract/print/print-contract.ts');
  return printContract({ trained, reads, strict, options: { contentModel, formatMode } });
}
