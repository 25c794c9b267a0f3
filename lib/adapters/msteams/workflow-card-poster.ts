import type { CardPoster, NamedCard } from '../../application/ports/card-poster.ts';
import type { ChannelOutcome } from '../../application/ports/channel.ts';
import type { WebReceipt } from '../../domain/receipt.ts';
import { findNamed } from '../outgoing/named-secrets.ts';
import { type AllowedHosts, postHttps, whyNotPostable } from '../outgoing/post-https.ts';
import { type OtherSide, outcomeOf, outcomeOfError } from '../outgoing/post-outcome.ts';
import type { SecretReader } from '../secret-reader.ts';

export interface WorkflowSettings {
  /** The addresses of workflows by the names of their channels, as JSON. */
  readonly addresses: SecretReader;
  readonly allowedHosts: AllowedHosts;
  /** Where the local cloud's own Teams is, in the place of every host. */
  readonly localUrl?: string | undefined;
  readonly now: () => number;
}

const SECRET = 'msteams-workflows';
const TEAMS: OtherSide = {
  name: 'Microsoft Teams',
  requestHeader: 'x-ms-workflow-run-id',
  remedies: {
    400: 'does the workflow begin with "When a Teams webhook request is received" and post the card?',
    401: `its address is not valid any more: put the workflow's present one into the secret ${SECRET}`,
    403: `its address is not valid any more: put the workflow's present one into the secret ${SECRET}`,
    404: `the workflow is gone or switched off: put the address of another into the secret ${SECRET}`,
    413: 'the card is too large',
  },
};

/** Posts cards to workflows of Microsoft Teams ("When a Teams webhook request is received"). Once each: nothing can be looked for. */
export class WorkflowCardPoster implements CardPoster {
  readonly #settings: WorkflowSettings;

  constructor(settings: WorkflowSettings) {
    this.#settings = settings;
  }

  async post({ channel, card }: NamedCard): Promise<ChannelOutcome<WebReceipt>> {
    const { addresses, allowedHosts, localUrl, now } = this.#settings;
    const url = await findNamed(channel, addresses, SECRET);
    if (typeof url !== 'string')
      return { outcome: 'refused', error: `the secret ${SECRET} has no address for the channel ${channel}` };
    const why = whyNotPostable(url, allowedHosts);
    if (why !== undefined) return { outcome: 'refused', error: `the channel ${channel} of ${TEAMS.name}: ${why}` };
    const headers = { 'content-type': 'application/json' };
    try {
      return outcomeOf(await postHttps({ url, headers, body: JSON.stringify(card) }, { localUrl }), TEAMS, now());
    } catch (error) {
      return outcomeOfError(error, TEAMS);
    }
  }
}
