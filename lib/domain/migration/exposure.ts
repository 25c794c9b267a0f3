/** A change is live over a model that has not come through: it breaks now, or may. Moments are UTC ISO 8601. */
export interface Exposure {
  /** The change went live, or the model came back to what it breaks. */
  readonly since: string;
  /** When its team was last told; absent: its first message is to come. */
  readonly toldAt?: string;
  /** There was nothing to say, or not at that hour: looked at again then. */
  readonly lookAt?: string;
  /** On how many working days its team was told after the first message. */
  readonly days: number;
  /** When the last digest is sent that it stands in; absent: it is told day by day. */
  readonly digestAt?: string;
}
