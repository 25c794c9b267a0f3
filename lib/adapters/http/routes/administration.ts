import type { HandlerPorts } from '../handler.ts';
import type { Route } from '../route.ts';
import { type IdentityPorts, identityRoutes } from './identities.ts';
import { policyRoutes } from './policy.ts';
import { teamRoutes } from './teams.ts';
import { type TokenPorts, tokenRoutes } from './tokens.ts';

export type AdministrationPorts = TokenPorts & IdentityPorts;

/** Teams, prefixes, identities, tokens and the organisation's policy (docs/access.md). */
export const administrationRoutes: readonly Route<HandlerPorts & AdministrationPorts>[] = [
  ...teamRoutes,
  ...identityRoutes,
  ...tokenRoutes,
  ...policyRoutes,
];
