import { findSetting } from '../lib/adapters/environment.ts';
import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { administrationRoutes } from '../lib/adapters/http/routes/administration.ts';
import { readIssuers } from '../lib/adapters/identity/oidc-settings.ts';
import { tokenMaker } from '../lib/adapters/identity/token-secret.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `/v1/teams…`, `/v1/tokens…` and `/v1/policy`. */
export const handler = createHttpHandler(administrationRoutes, () => ({
  ...makeHttpPorts(),
  tokens: tokenMaker,
  issuers: readIssuers(findSetting('OIDC_ISSUERS') ?? '[]'),
}));
