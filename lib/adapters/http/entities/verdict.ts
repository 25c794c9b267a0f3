import * as Type from 'typebox';
import type { Outvoted } from '../../../application/ports/judge.ts';
import { UNDECIDED_KINDS, type UndecidedKind } from '../../../domain/migration/undecided-kind.ts';
import type { Break, Dissent, JudgedBy, Lens, Verdict } from '../../../domain/verdict.ts';
import { Entity, Json, List, mirrors, Text } from './entity.ts';

export const SeverityShape = Type.Enum(['breaking', 'dangerous', 'safe']);

const VerdictShape = mirrors<Verdict>()(
  Type.Union(
    [
      Entity('CompatibleVerdict', { verdict: Type.Literal('compatible') }),
      Entity('BreakingVerdict', {
        verdict: Type.Literal('breaking'),
        witness: Json('A record that one side emits and the other rejects.'),
        pointers: List(Type.String(), { description: 'Where the record is rejected, deepest first.' }),
        by: Type.Optional(
          Type.Literal('contract', {
            description:
              'The other side takes the record to the letter, and never emitted one that looks like it: who reads it whole breaks.',
          }),
        ),
      }),
      Entity('UndecidedVerdict', {
        verdict: Type.Literal('undecided'),
        reason: Text('Why it could not be proved either way.'),
        pointer: Type.Optional(
          Text('RFC 6901: where the doubt comes from, a keyword of a schema or a field that is read.'),
        ),
        cause: Type.Optional(
          Type.Enum(['time'], {
            description: 'It was stopped by the clock; the same question may have an answer later.',
          }),
        ),
      }),
    ],
    { title: 'Verdict', description: 'Whether every record of one schema is a record of the other.' },
  ),
);

export const VerdictsShape = mirrors<Readonly<Record<Lens, Verdict>>>()(
  Entity(
    'Verdicts',
    { serving: VerdictShape, training: VerdictShape },
    'Serving: can a deployed model read what will be emitted (FORWARD)? Training: can history be read with the new schema (BACKWARD)?',
  ),
);

export const JudgedShape = mirrors<JudgedBy>()(
  Entity(
    'JudgedBy',
    {
      engine: Type.Integer({ minimum: 1, description: 'The version of the engine that gave the verdict.' }),
      contentModel: Type.Enum(['declared', 'open']),
      formatMode: Type.Enum(['annotation', 'assertion']),
    },
    'What gave a verdict, and under which options. Absent where nothing was compared, or where it is not known.',
  ),
);

export const BreakKind = Type.Enum(['rejected', 'field-lost'], {
  description:
    '`rejected`: the contract rejects the witness. `field-lost`: a read field can no longer occur; the witness is a record without it.',
});

export const BreakShape = mirrors<Break>()(
  Entity('Break', {
    kind: BreakKind,
    witness: Json('The record that proves it.'),
    pointers: List(Type.String(), { description: 'Where the contract fails, deepest first.' }),
  }),
);

const DISSENT = {
  id: Text('The listed defect of the validator, or contract-left-out.'),
  validators: List(Type.Enum(['ajv', 'hyperjump'])),
  description: Type.String(),
  source: Text('Where the defect is reported.'),
};

export const DissentShape = mirrors<Dissent>()(
  Entity(
    'Dissent',
    DISSENT,
    "A validator's dissent on a witness, explained by a known defect of it or by what JSON Schema cannot say of a contract.",
  ),
);

export const OutvotedShape = mirrors<Outvoted>()(
  Entity(
    'Outvoted',
    { lens: Type.Enum(['serving', 'training']), ...DISSENT },
    "A validator's dissent on the witness of one lens, explained by a known defect of it.",
  ),
);

/** The consequences of an undecided verdict; see `UndecidedKind`. */
export const UndecidedKindShape = mirrors<UndecidedKind>()(
  Type.Enum([...UNDECIDED_KINDS], {
    description:
      'What follows for the model: `held`, the version waits for it as for a break; `asked`, it has a date to answer by; `told`, it is in the weekly digest; `known`, it was undecided already; `untouched`, nothing changed where it reads.',
  }),
);
