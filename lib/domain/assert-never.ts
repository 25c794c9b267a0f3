/** Ends a switch over a closed union: a member that is added later fails the type check where it is not handled. */
export function assertNever(value: never): never {
  throw new TypeError(`not a case that is known here: ${JSON.stringify(value)}`);
}
