import { dirname, join } from 'node:path';
import consumerSchema from '../../../schemas/forewarn.consumer.schema.json' with { type: 'json' };
import type { FilePlace, SourceFile } from '../../adapters/schema-source/source.ts';
import { defined } from '../../domain/defined.ts';
import { type KillSwitch, OWN_TOPIC } from '../../domain/kill-switch.ts';
import { type Places, placesIn } from '../../domain/notification/channels.ts';
import type { Tier } from '../../domain/policy/settings/policy.ts';
import { fromPlain, type JsonValue } from '../../domain/schema/json.ts';
import type { ReadField } from '../../domain/verdict.ts';
import { CliError, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { readJsonFile, readText } from '../workspace/source-file.ts';
import type { World } from '../world.ts';
import type { WantedConsumer, WantedSubscription } from './subscriptions.ts';
import { findFaults } from './validate.ts';
import { parseYamlFile } from './yaml-file.ts';

/** One model of a `forewarn.consumer.yaml`, with the file's defaults filled in. */
export interface FileConsumer {
  readonly consumer: WantedConsumer;
  readonly subscriptions: readonly WantedSubscription[];
  /** Where the file says so, by a pointer into the model's entry. */
  locate(pointer: string): FilePlace;
}

interface RawSubscription {
  readonly subject: string;
  readonly trainedOn: number;
  readonly reads?: readonly (string | ReadField)[];
  readonly strict?: boolean;
  readonly undeclared?: boolean;
  readonly expectations?: JsonValue;
}
interface RawFile extends Places {
  readonly team?: string;
  readonly tier?: Tier;
  readonly consumers: readonly (Omit<WantedConsumer, 'killSwitch'> & {
    readonly killSwitch?: Pick<KillSwitch, 'on'> & Partial<KillSwitch>;
    readonly subscriptions: readonly RawSubscription[];
  })[];
}

/** Reads and validates the file; all that is wrong is reported at once, each with its line and column. */
export async function readConsumerFile(
  world: Pick<World, 'cwd' | 'readStdin'>,
  file: string,
): Promise<readonly FileConsumer[]> {
  const text = file === '-' ? await world.readStdin() : await readText(world, file);
  const name = file === '-' ? '(standard input)' : file;
  const source = parseFile(name, text);
  const locate = (pointer: string): FilePlace => ({ ...source.locate(pointer), detail: '' });
  const faults = findFaults(consumerSchema, source.value);
  refuse(
    name,
    faults.map(({ pointer, detail }) => ({
      ...locate(pointer),
      detail: visible(`${pointer || 'the file'} ${detail}`),
    })),
  );
  // Checked just above against the schema that this type is written from.
  const raw = source.value as unknown as RawFile;
  refuse(
    name,
    findRepeats(raw).map(({ pointer, detail }) => ({ ...locate(pointer), detail })),
  );
  const folder = file === '-' ? '.' : dirname(file);
  return await Promise.all(
    raw.consumers.map(async (consumer, at) => ({
      ...(await complete(world, { raw, consumer, folder })),
      locate: (pointer) => locate(`/consumers/${at}${pointer}`),
    })),
  );
}

/** Text that is not YAML is reported like every other fault of the file. */
function parseFile(name: string, text: string): SourceFile {
  try {
    return parseYamlFile(name, text);
  } catch (error) {
    if (error instanceof CliError) throw cannotApply(name, error.places);
    throw error;
  }
}

function refuse(file: string, places: readonly FilePlace[]): void {
  if (places.length > 0) throw cannotApply(file, places);
}

const cannotApply = (file: string, places: readonly FilePlace[]): CliError =>
  usageError(`${file} cannot be applied; nothing was changed.`, places);

function findRepeats({ consumers }: RawFile): readonly { pointer: string; detail: string }[] {
  const names = consumers.map(({ name }) => name);
  return consumers.flatMap(({ name, subscriptions }, index) => {
    const subjects = subscriptions.map(({ subject }) => subject);
    return [
      ...(names.indexOf(name) === index
        ? []
        : [{ pointer: `/consumers/${index}/name`, detail: `${name} occurs twice: keep one` }]),
      ...subjects.flatMap((subject, at) =>
        subjects.indexOf(subject) === at
          ? []
          : [
              {
                pointer: `/consumers/${index}/subscriptions/${at}/subject`,
                detail: `${name} subscribes to ${subject} twice: keep one`,
              },
            ],
      ),
    ];
  });
}

async function complete(
  world: Pick<World, 'cwd' | 'readStdin'>,
  { raw, consumer, folder }: { raw: RawFile; consumer: RawFile['consumers'][number]; folder: string },
): Promise<Omit<FileConsumer, 'locate'>> {
  const { name, description, releases, killSwitch, subscriptions } = consumer;
  const team = consumer.team ?? raw.team;
  return {
    consumer: {
      name,
      tier: consumer.tier ?? raw.tier ?? 'standard',
      ...defined({ team, description, releases }),
      ...placesIn(raw),
      ...placesIn(consumer),
      ...(killSwitch === undefined ? {} : { killSwitch: { target: OWN_TOPIC, ...killSwitch } }),
    },
    subscriptions: await Promise.all(
      subscriptions.map(
        async ({ subject, trainedOn, reads = [], strict = false, undeclared = false, expectations }) => ({
          subject,
          trainedOn,
          reads: reads.map((read) => (typeof read === 'string' ? { pointer: read } : read)),
          strict,
          ...(undeclared ? { undeclared } : {}),
          ...(expectations === undefined
            ? {}
            : {
                expectations:
                  typeof expectations === 'string'
                    ? (await readJsonFile(world, join(folder, expectations))).value
                    : fromPlain(expectations),
              }),
        }),
      ),
    ),
  };
}
