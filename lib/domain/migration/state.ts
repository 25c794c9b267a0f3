/** One member per state, each with what only that state knows. Dates are UTC ISO 8601. */
export type MigrationState =
  | { readonly name: 'notified'; readonly at: string }
  | { readonly name: 'acknowledged'; readonly at: string; readonly by: string }
  | {
      readonly name: 'extension-requested';
      readonly at: string;
      readonly by: string;
      readonly until: string;
      readonly reason: string;
    }
  | { readonly name: 'granted'; readonly at: string; readonly by: string; readonly until: string }
  | { readonly name: 'denied'; readonly at: string; readonly by: string }
  | { readonly name: 'objected'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly name: 'not-affected'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly name: 'migrated'; readonly at: string; readonly by: string; readonly proven: boolean }
  | { readonly name: 'overdue'; readonly at: string }
  | { readonly name: 'waived'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly name: 'withdrawn'; readonly at: string };
export type MigrationStateName = MigrationState['name'];
