/** A function's setting from its environment; throws where it was deployed without it. */
export function getSetting(name: string): string {
  const value = findSetting(name);
  if (value === undefined)
    throw new Error(`The environment variable ${name} is not set; this function cannot work without it`);
  return value;
}

/** The same, where a function can do without; an empty text is no setting. */
export function findSetting(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
