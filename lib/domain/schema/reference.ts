/**
 * The absolute address and the place of a reference. `fragment` is percent-decoded, `undefined` where that fails (RFC
 * 3986, section 5; RFC 6901, section 6); the whole answer is, if the reference is not a URI reference.
 */
export function splitReference(
  reference: string,
  base: string,
): { readonly uri: string; readonly fragment: string | undefined } | undefined {
  const hash = reference.indexOf('#');
  const fragment = hash < 0 ? '' : decodeFragment(reference.slice(hash + 1));
  const relative = hash < 0 ? reference : reference.slice(0, hash);
  if (relative === '') return { uri: base, fragment };
  if (!URL.canParse(relative, base)) return undefined;
  return { uri: new URL(relative, base).href, fragment };
}

/** The text behind `#`, without decoding it. */
export const fragmentOf = (reference: string): string | undefined =>
  reference.includes('#') ? reference.slice(reference.indexOf('#') + 1) : undefined;

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
