/** A request as it comes over the wire to one of the emulated services. */
export type RawRequest = { readonly headers: Record<string, string>; readonly body: string };

export type RawResponse = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
};
