import { bundleVersion, versionName } from '../../adapters/confluent/bundle-version.ts';
import type { ConfluentRegistry, ConfluentVersion } from '../../adapters/confluent/confluent-registry.ts';
import { cut, visible } from '../output/escape.ts';
import { confluentFailure } from './open-confluent.ts';
import type { Moment } from './replay.ts';

/** Versions of a subject that are numbered there, oldest first. */
export function confluentMoments(
  registry: ConfluentRegistry,
  { subject, versions }: { readonly subject: string; readonly versions: readonly ConfluentVersion[] },
): readonly Moment[] {
  return versions.map((version): Moment => {
    const { date } = version;
    return {
      name: `version ${version.version}`,
      ...(date === undefined ? {} : { date }),
      source: {
        repository: registry.host,
        file: cut(visible(versionName(subject, version.version)), 200),
        ...(date === undefined ? {} : { committedAt: date }),
      },
      load: async () => {
        try {
          return await bundleVersion(registry, { subject, version });
        } catch (error) {
          throw confluentFailure(error);
        }
      },
    };
  });
}
