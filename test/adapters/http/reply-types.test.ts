import * as Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { ALL_ROUTES } from '../../../lib/adapters/http/all-routes.ts';
import { mirrors } from '../../../lib/adapters/http/entities/entity.ts';
import type { HandlerPorts } from '../../../lib/adapters/http/handler.ts';
import { defineRoute } from '../../../lib/adapters/http/route.ts';

interface Pet {
  readonly name: string;
  readonly legs?: number;
  readonly friends: readonly { readonly name: string; readonly since?: string }[];
}
const friends = (since: Type.TSchema) =>
  Type.Unsafe<Pet['friends']>(Type.Array(Type.Object({ name: Type.String(), since })));

// Each @ts-expect-error is a test of the types: `npm run types` fails where the line below it compiles.
describe('the shape of a thing of the domain', () => {
  it('compiles where it says what the type says', () => {
    const shape = Type.Object({
      name: Type.String(),
      legs: Type.Optional(Type.Integer()),
      friends: friends(Type.Optional(Type.String())),
    });

    expect(mirrors<Pet>()(shape)).toBe(shape);
  });

  it('does not compile without a member that may be left out, with another one, or with one of another type', () => {
    const members = { name: Type.String(), friends: friends(Type.Optional(Type.String())) };
    const without = Type.Object(members);
    const more = Type.Object({ ...members, legs: Type.Optional(Type.Integer()), tail: Type.Optional(Type.Boolean()) });
    const always = Type.Object({ ...members, legs: Type.Integer() });
    const other = Type.Object({ ...members, legs: Type.Optional(Type.String()) });

    // @ts-expect-error legs is missing
    expect(mirrors<Pet>()(without)).toBe(without);
    // @ts-expect-error nobody has a tail
    expect(mirrors<Pet>()(more)).toBe(more);
    // @ts-expect-error not every pet has legs
    expect(mirrors<Pet>()(always)).toBe(always);
    // @ts-expect-error legs are counted
    expect(mirrors<Pet>()(other)).toBe(other);
  });

  it('does not compile where the difference lies deeper', () => {
    const shallow = Type.Object({ friends: Type.Array(Type.Object({ name: Type.String() })) });

    // @ts-expect-error since is missing
    expect(mirrors<Pick<Pet, 'friends'>>()(shallow)).toBe(shallow);
  });
});

describe('a handler', () => {
  const described = {
    operationId: 'readPet',
    method: 'GET',
    path: '/v1/pets',
    verb: 'read',
    summary: 'A pet',
  } as const;
  const reply = { 200: { description: 'The pet', body: Type.Object({ name: Type.String() }) } } as const;

  it('answers a documented status, the members of its body and its headers, or does not compile', () => {
    const routes = [
      defineRoute({
        ...described,
        reply,
        handle: async (_request, _ports: HandlerPorts) => ({ status: 200, body: { name: 'Ada' } }),
      }),
      defineRoute({
        ...described,
        reply,
        // @ts-expect-error 201 is not documented
        handle: async (_request, _ports: HandlerPorts) => ({ status: 201, body: { name: 'Ada' } }),
      }),
      defineRoute({
        ...described,
        reply,
        // @ts-expect-error the name is missing
        handle: async (_request, _ports: HandlerPorts) => ({ status: 200, body: {} }),
      }),
      defineRoute({
        ...described,
        reply,
        // @ts-expect-error the header is not documented
        handle: async (_request, _ports: HandlerPorts) => ({
          status: 200,
          body: { name: 'Ada' },
          headers: { age: '3' },
        }),
      }),
    ];

    expect(routes).toHaveLength(4);
  });
});

describe('the operations', () => {
  it('are each named once, in lower camel case', () => {
    const names = ALL_ROUTES.map(({ operationId }) => operationId);

    expect(names.filter((name) => !/^[a-z]+(?:[A-Z][a-z]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
