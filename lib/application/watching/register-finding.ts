import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CompatibilityMode } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import { putSubjectPolicy } from '../administration/subjects.ts';
import { findGrant } from '../load-publisher.ts';
import { type RegisterPorts, registerSchema } from '../publishing/register-schema.ts';
import type { Finding, FindingsRegistry, KnownSubject, Registered } from './watched-registry.ts';

/**
 * Registers what a watch finds in this very registry, each in the name of the subject's owner: for a new one that is the
 * team which holds the prefix of its name.
 */
export class OwnRegistry implements FindingsRegistry {
  readonly #ports: RegisterPorts;
  /** For the audit trail. */
  readonly #watch: string;

  constructor(ports: RegisterPorts, { host }: { readonly host: string }) {
    this.#ports = ports;
    this.#watch = `watch:${host}`;
  }

  async findSubject(name: string): Promise<KnownSubject | undefined> {
    const { store } = this.#ports;
    const subject = await store.find('subject', { name });
    if (!subject || subject.latest === 0) return undefined;
    return {
      isRetired: subject.status === 'retired',
      hasCompatibility: subject.policy.compatibility !== undefined,
      hasContent: async (fingerprint) =>
        (await store.find('fingerprint', { subject: name, fingerprint })) !== undefined,
    };
  }

  async register({ subject, schema, ...finding }: Finding): Promise<Registered> {
    const principal = await this.#principalFor(subject);
    const result = await registerSchema({ ...finding, subject, schema: schema.value, principal }, this.#ports);
    const { version, announcementId } = result.version;
    return {
      version,
      isNew: result.outcome === 'created',
      ...defined({ announcementId }),
    };
  }

  async setCompatibility(name: string, compatibility: CompatibilityMode): Promise<void> {
    const subject = await this.#ports.store.find('subject', { name });
    if (!subject || subject.policy.compatibility !== undefined) return;
    const { channel } = subject;
    const principal = await this.#principalFor(name);
    const policy = { ...subject.policy, compatibility };
    await putSubjectPolicy({ subject: name, principal, policy, ...defined({ channel }) }, this.#ports);
  }

  async #principalFor(subject: string): Promise<Principal> {
    const { store } = this.#ports;
    const known = await store.find('subject', { name: subject });
    const team = known?.ownerTeam ?? (await findGrant(subject, store))?.team;
    if (team === undefined)
      throw new DomainError(
        'forbidden',
        `no team holds a prefix that covers ${subject}; an administrator grants one: forewarn teams grant-prefix TEAM ${subject}`,
      );
    return { id: this.#watch, team, verbs: ['publish', 'watch'] };
  }
}
