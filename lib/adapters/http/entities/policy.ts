import * as Type from 'typebox';
import type { AnnouncedPolicy } from '../../../domain/policy/settings/announced-policy.ts';
import type { FloorOverrides, PolicyFloors } from '../../../domain/policy/settings/floors.ts';
import type { Policy, PolicyOverrides } from '../../../domain/policy/settings/policy.ts';
import { FloorOverridesSchema, POLICY_MEMBERS, PolicyOverridesSchema } from '../policy-schema.ts';
import { Entity, List, mirrors } from './entity.ts';

export const PolicyOverridesShape = mirrors<PolicyOverrides>()(PolicyOverridesSchema);
export const FloorOverridesShape = mirrors<FloorOverrides>()(FloorOverridesSchema);

const { notice, ...members } = POLICY_MEMBERS;

export const PolicyShape = mirrors<Policy>()(
  Entity('Policy', { ...members, notice: Type.Object(notice) }, 'A policy with every default filled in.'),
);

const { onBreaking, onUndecided, holdCritical, holdObjection, holdUntold, staleAfter, liveEnvironments } = members;
const { extension, contentModel, formatMode } = members;
export const AnnouncedPolicyShape = mirrors<AnnouncedPolicy>()(
  Entity(
    'AnnouncedPolicy',
    {
      ...{ onBreaking, notice: Type.Object(notice), holdCritical, holdObjection, staleAfter, liveEnvironments },
      ...{ onUndecided, holdUntold, extension, contentModel, formatMode },
    },
    'What an announcement keeps of the policy that it was made under.',
  ),
);

export const PolicyFloorsShape = mirrors<PolicyFloors>()(
  Entity(
    'PolicyFloors',
    {
      ...{ onBreaking, onUndecided, notice: Type.Object(notice) },
      ...{ holdCritical, holdObjection, holdUntold, staleAfter },
      liveEnvironments: List(Type.String(), { description: 'Environments that count as live in every policy.' }),
    },
    'What no policy may go below, with every default filled in.',
  ),
);
