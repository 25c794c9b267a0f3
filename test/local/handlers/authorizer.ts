let calls = 0;

/** Lets `good-…` in, refuses all else, and breaks on `broken`. */
export async function handler(event: { identitySource: string[] }): Promise<object> {
  calls++;
  const [token = ''] = event.identitySource;
  if (token === 'broken') throw new Error('the authorizer has a bug');
  return { isAuthorized: token.startsWith('good'), context: { token, calls } };
}
