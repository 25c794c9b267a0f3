import { getSetting } from '../lib/adapters/environment.ts';
import { createAuthorizer } from '../lib/adapters/identity/authorizer.ts';
import { secretReader } from '../lib/adapters/identity/bootstrap-secret.ts';
import { readIssuers } from '../lib/adapters/identity/oidc-settings.ts';
import { createOidcVerifier } from '../lib/adapters/identity/oidc-verifier.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';

/** Asked before every route but `$default`: who is it? */
export const handler = createAuthorizer(() => {
  const { store, clock } = makeCorePorts();
  const now = () => Date.parse(clock.now());
  return {
    store,
    clock,
    oidc: createOidcVerifier({ issuers: readIssuers(getSetting('OIDC_ISSUERS')), now }),
    bootstrapSecret: secretReader(getSetting('BOOTSTRAP_SECRET_ARN'), now),
  };
});
