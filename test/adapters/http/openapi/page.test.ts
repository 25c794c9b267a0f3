import * as Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { Entity, List, PageOf } from '../../../../lib/adapters/http/entities/entity.ts';
import { openApiDocument } from '../../../../lib/adapters/http/openapi/document.ts';
import { fillPage, pageTables } from '../../../../lib/adapters/http/openapi/page.ts';
import { PROBLEMS } from '../../../../lib/adapters/http/problem.ts';
import type { DescribedRoute } from '../../../../lib/adapters/http/route.ts';
import { Members } from '../../../../lib/adapters/http/shape.ts';

const PET = {
  name: Type.String({ description: 'As it is called.' }),
  kind: Type.Enum(['cat', 'dog']),
  friends: List(Entity('Friend', { name: Type.String() })),
  age: Type.Optional(Type.Integer()),
};
const Pet = Entity('Pet', PET, 'Lives with a team.');
const routes: readonly DescribedRoute[] = [
  {
    operationId: 'putPet',
    method: 'PUT',
    path: '/v1/teams/{team}',
    verb: 'publish',
    summary: 'Keeps a pet | or two',
    body: Members({ name: Type.String() }, { title: 'PetRequest' }),
    reply: { 200: { description: 'Kept', body: Pet }, 201: { description: 'New', body: Pet } },
    refuses: [],
  },
  {
    operationId: 'listPets',
    method: 'GET',
    path: '/v1/teams',
    verb: 'read',
    summary: 'Lists pets',
    query: Members({ limit: Type.Optional(Type.Integer()) }),
    reply: { 200: { description: 'A page', body: PageOf(Entity('OldPet', { ...PET, years: Type.Integer() })) } },
    refuses: [],
  },
];
const tables = pageTables(routes, JSON.parse(JSON.stringify(openApiDocument(routes, '1.0.0'))));

describe('the tables of docs/http-api.md', () => {
  it('have a row for each route: what it takes and what it answers', () => {
    expect(tables.get('routes')?.split('\n').slice(2)).toEqual([
      '| `GET /v1/teams` | read | Lists pets | `?limit=` | 200 page of **OldPet** |',
      '| `PUT /v1/teams/{team}` | publish | Keeps a pet \\| or two | **PetRequest** | 200 or 201 **Pet** |',
    ]);
  });

  it('have a row for each body and each thing: its members, and what there is to say of them', () => {
    expect(tables.get('requests')).toContain('| **PetRequest** | `name` |');
    expect(tables.get('answers')).toContain(
      '| **Pet** | Lives with a team: `name` (As it is called), `kind` (`cat`, `dog`), `friends` (list of **Friend**), `age`? |',
    );
  });

  it('say of a thing that is another one and more only what is more', () => {
    expect(tables.get('answers')).toContain('| **OldPet** | a **Pet** with `years` |');
  });

  it('have a row for each problem', () => {
    expect(tables.get('problems')?.split('\n')).toHaveLength(Object.keys(PROBLEMS).length + 2);
  });
});

describe('a page', () => {
  it('has its regions filled, and the rest of it left alone', () => {
    const page = 'before\n<!-- api:a -->\nold\n<!-- /api:a -->\nafter';

    expect(fillPage(page, new Map([['a', 'new']]))).toBe('before\n<!-- api:a -->\n\nnew\n\n<!-- /api:a -->\nafter');
  });

  it('is refused without a region that belongs there', () => {
    expect(() => fillPage('before', new Map([['a', 'new']]))).toThrow('the page has no region <!-- api:a -->');
  });
});
