import type { TSchema } from 'typebox';
import { FingerprintShape } from '../entities/approval.ts';
import { NamePattern, PrefixPattern } from '../shapes.ts';

interface PathParameter {
  readonly component: string;
  readonly description: string;
  readonly example: string;
  /** Its schema; by default anything but nothing. */
  readonly schema?: TSchema;
}

/** The parameters in the braces of a path, by their names. */
export const PATH_PARAMETERS: Readonly<Record<string, PathParameter>> = {
  announcement: {
    component: 'Announcement',
    description: 'The id of an announcement, a ULID.',
    example: '01JD8Z6W3N9V5K7Q2R4T6Y8A0C',
  },
  change: {
    component: 'Change',
    description: 'The fingerprint of a change, as a check shows it.',
    example: '4f2a9c01d7be',
    schema: FingerprintShape,
  },
  consumer: {
    component: 'Consumer',
    description: 'The name of a model or pipeline.',
    example: 'fraud',
    schema: NamePattern,
  },
  environment: {
    component: 'Environment',
    description: 'Where something runs, e.g. `production`.',
    example: 'production',
    schema: NamePattern,
  },
  prefix: {
    component: 'Prefix',
    description:
      'Covers the subjects that are named so, or start so and with a `.`; one that ends in `*`, all that start so.',
    example: 'payments',
    schema: PrefixPattern,
  },
  subject: {
    component: 'Subject',
    description: 'The name of a subject: lower-case words joined by `.`, `-` or `_`.',
    example: 'payments.transaction-authorized',
    schema: NamePattern,
  },
  team: { component: 'Team', description: 'The name of a team.', example: 'payments', schema: NamePattern },
  test: {
    component: 'ChannelTest',
    description: 'The id of a test of channels, a ULID.',
    example: '01JD8Z6W3N9V5K7Q2R4T6Y8A0C',
  },
  token: {
    component: 'Token',
    description: 'The id of a token, not its secret.',
    example: '01JD8Z6W3N9V5K7Q2R4T6Y8A0C',
  },
  version: {
    component: 'Version',
    description: 'A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).',
    example: 'head',
  },
};
