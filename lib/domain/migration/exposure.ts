/** A change is live over a model that has not come through: it breaks now, or may. Moments are UTC ISO 8601. */
export interface Exposure {
  /** The change went live, or the model came back to what it breaks. */
  readonly since: string;
  /** When its team was last notified; absent: its first message is to come. */
  readonly toldAt?: string;
  /** There was nothing to say, or not at that hour: looked at again then. */
  readonly lookAt?: string;
  /** On how many working days its team was notified after the first message. */
  readonly days: number;
  /** When the last digest that lists it is sent; absent: its team is notified day by day. */
  readonly digestAt?: string;
}
