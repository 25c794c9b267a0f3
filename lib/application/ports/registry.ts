/** Where people look: the registry's own address, for links and as the events' `source`. */
export interface Registry {
  readonly url: string;
}
