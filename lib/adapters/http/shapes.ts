import * as Type from 'typebox';
import { MANIFEST_LIMITS } from '../../domain/manifest.ts';
import { NAME_LENGTH } from '../../domain/subject.ts';
import { AnyJson, Members } from './shape.ts';

/** Shapes that several routes take; what they mean is said in docs/http-api.md. */
export const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH });

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

const ManifestShape = Members({
  message: text(MANIFEST_LIMITS.message),
  migrationDocumentationUrl: Type.Optional(
    Type.String({ maxLength: MANIFEST_LIMITS.migrationDocumentationUrl, pattern: '^https?://' }),
  ),
  contact: text(MANIFEST_LIMITS.contact),
  sunset: text(MANIFEST_LIMITS.sunset),
  what: text(MANIFEST_LIMITS.what),
  why: text(MANIFEST_LIMITS.why),
  who: text(MANIFEST_LIMITS.who),
  steps: text(MANIFEST_LIMITS.steps),
});

export const SourceShape = Members({
  repository: text(300),
  commit: text(80),
  pullRequest: text(300),
  file: text(300),
});

export const EmergencyShape = Members({
  reason: Type.String({ minLength: 10, maxLength: 500, description: 'Told to everyone affected, and audited.' }),
});

/** What `publish` and `check` have in common. */
export const PROPOSED = {
  schema: AnyJson,
  manifest: Type.Optional(ManifestShape),
  sunset: Type.Optional(Type.String({ maxLength: 40, description: 'A date, 2026-12-08.' })),
  emergency: Type.Optional(EmergencyShape),
};

export const ReadFieldShape = Members({
  pointer: Type.String({ maxLength: 500, pattern: '^(/|$)', description: 'Into the record; `*` for any array item.' }),
  handles: Type.Optional(
    Type.Array(Type.Enum(['new-values', 'null', 'missing', 'wider-range']), { maxItems: 4, uniqueItems: true }),
  ),
  presence: Type.Optional(Type.Literal('required')),
});

export const SlackShape = Members({
  channel: Type.String({ minLength: 1, maxLength: 80 }),
  mention: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{5,20}$', description: 'Id of a user group.' })),
});

export const TierShape = Type.Enum(['critical', 'standard', 'experimental']);
