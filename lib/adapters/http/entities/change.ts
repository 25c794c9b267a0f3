import * as Type from 'typebox';
import type { Change } from '../../../domain/diff/change.ts';
import { Entity, Json, mirrors, Text } from './entity.ts';
import { SeverityShape } from './verdict.ts';

/** The members of every change. */
export const CHANGE = {
  ruleId: Text('Public and never renamed, e.g. `enum-value-added`.', { examples: ['enum-value-added'] }),
  pointer: Text('RFC 6901 pointer into the record; `*` stands for any array item, empty for the whole record.'),
  schemaPointer: Text('RFC 6901 pointer into the new schema, or into the old one where only that has the element.'),
  before: Type.Optional(Json('The element as it was; absent where it is new.')),
  after: Type.Optional(Json('The element as it is; absent where it is gone.')),
  content: Type.Optional(
    Text('A digest of what belongs to the change and `before` and `after` do not hold, e.g. what they refer to.'),
  ),
  severity: Type.Object({ serving: SeverityShape, training: SeverityShape }),
  message: Text('Names the element, the place and the effect.'),
  harm: Text('What this may do to a model.'),
  advice: Text('What a reader can do about it.'),
  proof: Type.Optional(
    Type.Enum(['proven-breaking', 'proven-harmless', 'undecided'], {
      description: 'What is proved of the place at which a rule found something.',
    }),
  ),
  witness: Type.Optional(Json('A record at this place that one side accepts and the other rejects.')),
  witnessAt: Type.Optional(
    Type.String({
      description: "Record pointer of the place that the witness is a value of, where that is not the change's own.",
    }),
  ),
  record: Type.Optional(Json('A whole record that shows this very change; of a field that went, one that lacks it.')),
};

export const ChangeShape = mirrors<Change>()(
  Entity('Change', CHANGE, 'One finding of one rule at one place of the record.'),
);
