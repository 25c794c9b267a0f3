import { bundleVersion, versionName } from '../../adapters/confluent/bundle-version.ts';
import type { ConfluentRegistry, ConfluentVersion } from '../../adapters/confluent/confluent-registry.ts';
import { defined } from '../../domain/defined.ts';
import { cut, visible } from '../output/escape.ts';
import type { Warn } from '../workspace/workspace.ts';
import { confluentFailure } from './open-confluent.ts';
import type { Moment } from './replay.ts';

/** Versions of a subject that are numbered there, oldest first. */
export function confluentMoments(
  registry: ConfluentRegistry,
  {
    subject,
    versions,
    warn,
  }: { readonly subject: string; readonly versions: readonly ConfluentVersion[]; readonly warn: Warn },
): readonly Moment[] {
  return versions.map((version): Moment => {
    const { date } = version;
    return {
      name: `version ${version.version}`,
      ...defined({ date }),
      source: {
        repository: registry.host,
        file: cut(visible(versionName(subject, version.version)), 200),
        ...defined({ committedAt: date }),
      },
      load: async () => {
        try {
          const source = await bundleVersion(registry, { subject, version });
          for (const warning of source.warnings ?? []) warn(warning);
          return source;
        } catch (error) {
          throw confluentFailure(error);
        }
      },
    };
  });
}
