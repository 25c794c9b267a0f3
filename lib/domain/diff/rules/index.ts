import type { Rule } from '../rule.ts';
import { additionalPropertiesClosed } from './additional-properties-closed.ts';
import { additionalPropertiesOpened } from './additional-properties-opened.ts';
import { annotationChanged } from './annotation-changed.ts';
import { anyOfBranchAdded } from './any-of-branch-added.ts';
import { anyOfBranchRemoved } from './any-of-branch-removed.ts';
import { becameNullable } from './became-nullable.ts';
import { becameOptional } from './became-optional.ts';
import { becameRequired } from './became-required.ts';
import { becameWriteOnly } from './became-write-only.ts';
import { breakUnexplained } from './break-unexplained.ts';
import { changesOmitted } from './changes-omitted.ts';
import { conditionChanged } from './condition-changed.ts';
import { constAdded } from './const-added.ts';
import { constChanged } from './const-changed.ts';
import { constRemoved } from './const-removed.ts';
import { containsChanged } from './contains-changed.ts';
import { contentChanged } from './content-changed.ts';
import { defaultChanged } from './default-changed.ts';
import { dependenciesChanged } from './dependencies-changed.ts';
import { deprecatedRemoved } from './deprecated-removed.ts';
import { deprecatedSet } from './deprecated-set.ts';
import { descriptionChanged } from './description-changed.ts';
import { dialectChanged } from './dialect-changed.ts';
import { discriminatorChanged } from './discriminator-changed.ts';
import { enumAdded } from './enum-added.ts';
import { enumRemoved } from './enum-removed.ts';
import { enumValueAdded } from './enum-value-added.ts';
import { enumValueRemoved } from './enum-value-removed.ts';
import { extensibleValueAdded } from './extensible-value-added.ts';
import { extensibleValueRemoved } from './extensible-value-removed.ts';
import { formatChanged } from './format-changed.ts';
import { ignoredKeywordChanged } from './ignored-keyword-changed.ts';
import { itemCountNarrowed } from './item-count-narrowed.ts';
import { itemCountWidened } from './item-count-widened.ts';
import { itemsClosed } from './items-closed.ts';
import { itemsOpened } from './items-opened.ts';
import { lengthNarrowed } from './length-narrowed.ts';
import { lengthWidened } from './length-widened.ts';
import { multipleOfChanged } from './multiple-of-changed.ts';
import { noLongerNullable } from './no-longer-nullable.ts';
import { noLongerWriteOnly } from './no-longer-write-only.ts';
import { notChanged } from './not-changed.ts';
import { oneOfBranchAdded } from './one-of-branch-added.ts';
import { oneOfBranchRemoved } from './one-of-branch-removed.ts';
import { patternAdded } from './pattern-added.ts';
import { patternChanged } from './pattern-changed.ts';
import { patternPropertiesChanged } from './pattern-properties-changed.ts';
import { patternRemoved } from './pattern-removed.ts';
import { propertyAdded } from './property-added.ts';
import { propertyAllowed } from './property-allowed.ts';
import { propertyCountNarrowed } from './property-count-narrowed.ts';
import { propertyCountWidened } from './property-count-widened.ts';
import { propertyForbidden } from './property-forbidden.ts';
import { propertyNamesChanged } from './property-names-changed.ts';
import { propertyRemoved } from './property-removed.ts';
import { propertyRenamed } from './property-renamed.ts';
import { rangeNarrowed } from './range-narrowed.ts';
import { rangeWidened } from './range-widened.ts';
import { readOnlyChanged } from './read-only-changed.ts';
import { refactored } from './refactored.ts';
import { requiredPropertyAdded } from './required-property-added.ts';
import { requiredPropertyRemoved } from './required-property-removed.ts';
import { schemaClosed } from './schema-closed.ts';
import { schemaOpened } from './schema-opened.ts';
import { semanticsChanged } from './semantics-changed.ts';
import { subjectRetired } from './subject-retired.ts';
import { sunsetChanged } from './sunset-changed.ts';
import { tupleItemAdded } from './tuple-item-added.ts';
import { tupleItemRemoved } from './tuple-item-removed.ts';
import { typeChanged } from './type-changed.ts';
import { typeIntegerWidened } from './type-integer-widened.ts';
import { typeNarrowed } from './type-narrowed.ts';
import { typeWidened } from './type-widened.ts';
import { unionAdded } from './union-added.ts';
import { unionKindChanged } from './union-kind-changed.ts';
import { unionRemoved } from './union-removed.ts';
import { uniqueItemsChanged } from './unique-items-changed.ts';
import { unitChanged } from './unit-changed.ts';

/** Every rule, by id; `npm run new:rule` adds to this list. */
export const RULES: readonly Rule[] = [
  additionalPropertiesClosed,
  additionalPropertiesOpened,
  annotationChanged,
  anyOfBranchAdded,
  anyOfBranchRemoved,
  becameNullable,
  becameOptional,
  becameRequired,
  becameWriteOnly,
  breakUnexplained,
  changesOmitted,
  conditionChanged,
  constAdded,
  constChanged,
  constRemoved,
  containsChanged,
  contentChanged,
  defaultChanged,
  dependenciesChanged,
  deprecatedRemoved,
  deprecatedSet,
  descriptionChanged,
  dialectChanged,
  discriminatorChanged,
  enumAdded,
  enumRemoved,
  enumValueAdded,
  enumValueRemoved,
  extensibleValueAdded,
  extensibleValueRemoved,
  formatChanged,
  ignoredKeywordChanged,
  itemCountNarrowed,
  itemCountWidened,
  itemsClosed,
  itemsOpened,
  lengthNarrowed,
  lengthWidened,
  multipleOfChanged,
  noLongerNullable,
  noLongerWriteOnly,
  notChanged,
  oneOfBranchAdded,
  oneOfBranchRemoved,
  patternAdded,
  patternChanged,
  patternPropertiesChanged,
  patternRemoved,
  propertyAdded,
  propertyAllowed,
  propertyCountNarrowed,
  propertyCountWidened,
  propertyForbidden,
  propertyNamesChanged,
  propertyRemoved,
  propertyRenamed,
  rangeNarrowed,
  rangeWidened,
  readOnlyChanged,
  refactored,
  requiredPropertyAdded,
  requiredPropertyRemoved,
  schemaClosed,
  schemaOpened,
  semanticsChanged,
  subjectRetired,
  sunsetChanged,
  tupleItemAdded,
  tupleItemRemoved,
  typeChanged,
  typeIntegerWidened,
  typeNarrowed,
  typeWidened,
  unionAdded,
  unionKindChanged,
  unionRemoved,
  uniqueItemsChanged,
  unitChanged,
];
