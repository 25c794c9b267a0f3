/** Members of an object of parsed JSON whose form nobody has checked. */
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** None where it is no object. */
export const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

/** Nothing where it is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
