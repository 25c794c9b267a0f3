import applicator2019 from 'ajv/dist/refs/json-schema-2019-09/meta/applicator.json' with { type: 'json' };
import content2019 from 'ajv/dist/refs/json-schema-2019-09/meta/content.json' with { type: 'json' };
import core2019 from 'ajv/dist/refs/json-schema-2019-09/meta/core.json' with { type: 'json' };
import format2019 from 'ajv/dist/refs/json-schema-2019-09/meta/format.json' with { type: 'json' };
import data2019 from 'ajv/dist/refs/json-schema-2019-09/meta/meta-data.json' with { type: 'json' };
import validation2019 from 'ajv/dist/refs/json-schema-2019-09/meta/validation.json' with { type: 'json' };
import schema2019 from 'ajv/dist/refs/json-schema-2019-09/schema.json' with { type: 'json' };
import applicator2020 from 'ajv/dist/refs/json-schema-2020-12/meta/applicator.json' with { type: 'json' };
import content2020 from 'ajv/dist/refs/json-schema-2020-12/meta/content.json' with { type: 'json' };
import core2020 from 'ajv/dist/refs/json-schema-2020-12/meta/core.json' with { type: 'json' };
import format2020 from 'ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json' with { type: 'json' };
import data2020 from 'ajv/dist/refs/json-schema-2020-12/meta/meta-data.json' with { type: 'json' };
import unevaluated2020 from 'ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json' with { type: 'json' };
import validation2020 from 'ajv/dist/refs/json-schema-2020-12/meta/validation.json' with { type: 'json' };
import schema2020 from 'ajv/dist/refs/json-schema-2020-12/schema.json' with { type: 'json' };
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft7 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import draft4 from 'ajv-draft-04/dist/refs/json-schema-draft-04.json' with { type: 'json' };

const META_DOCUMENTS: readonly object[] = [
  draft4,
  draft6,
  draft7,
  ...[schema2019, applicator2019, content2019, core2019, format2019, data2019, validation2019],
  ...[schema2020, applicator2020, content2020, core2020, format2020, data2020, unevaluated2020, validation2020],
];

/** Without the scheme and the empty fragment: http and https, with and without `#`, name the same meta-schema. */
const nameOf = (uri: string): string => uri.replace(/#$/, '').replace(/^https?:/, '');

const BY_NAME: ReadonlyMap<string, object> = new Map(
  META_DOCUMENTS.map((schema) => [
    nameOf('id' in schema ? String(schema.id) : '$id' in schema ? String(schema.$id) : ''),
    schema,
  ]),
);

/** A draft's own meta-schema, or a vocabulary's, so that a schema may refer to it without anything being fetched. */
export const findMetaDocument = (uri: string): object | undefined => BY_NAME.get(nameOf(uri));
