import { ConfluentRegistry, RegistryRefusal, readConfluentUrl } from '../../adapters/confluent/confluent-registry.ts';
import { RegistryUnreachable } from '../../application/watching/watched-registry.ts';
import { CliError, EXIT, sourceFailure, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { isLoopback, type Session, VERSION } from '../run/session.ts';

const AUTH = 'FOREWARN_CONFLUENT_AUTH';

/** The registry that `--confluent` names, read with the user and password of the environment. */
export function openConfluent(session: Session, address: string): ConfluentRegistry {
  const { world } = session;
  const auth = world.env[AUTH];
  const url = urlOf(address);
  if (auth !== undefined && !/^[^:]+:./s.test(auth)) throw usageError(`${AUTH} is not of the form user:password.`);
  const { protocol, hostname, origin } = new URL(url);
  if (auth !== undefined && protocol === 'http:' && !isLoopback(hostname))
    session.note(`warning: ${origin} is not encrypted, and the password goes over it in the clear: use https.`);
  return new ConfluentRegistry({
    url,
    auth,
    userAgent: `forewarn/${VERSION}`,
    attempts: 6,
    timeoutMs: 30_000,
    sleep: world.sleep,
    random: world.random,
    onRetry: (notice) => session.note(visible(notice)),
  });
}

function urlOf(address: string): string {
  try {
    return readConfluentUrl(address);
  } catch (error) {
    throw confluentFailure(error);
  }
}

/** The end of a command that read another registry; anything else is a defect and thrown on. */
export function confluentFailure(error: unknown): CliError {
  if (error instanceof RegistryUnreachable) return new CliError(EXIT.service, `${visible(error.message)}.`);
  if (!(error instanceof RegistryRefusal)) return sourceFailure(error);
  const remedy = error.wantsPassword ? `: set ${AUTH} to user:password of one who may read there` : '';
  return usageError(`${visible(error.message)}${remedy}.`);
}
