/** What a function's calls of one operation on one table have cost since the meter was reset. */
type CapacityUse = {
  readonly functionName: string;
  readonly operation: string;
  readonly table: string;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

export type CapacityMeter = {
  /** Starts to measure, from zero. */
  readonly reset: () => void;
  readonly uses: () => CapacityUse[];
  /** The request's body, asking for its consumed capacity while the meter runs; unchanged otherwise. */
  readonly prepare: (body: Buffer, input: Record<string, unknown>) => Buffer;
  readonly record: (call: { functionName: string; operation: string; answer: string | Buffer }) => void;
};

type Consumed = { readonly TableName: string; readonly CapacityUnits: number };

/**
 * Measures the DynamoDB capacity units that functions consume, as the embedded database counts them. Off until it is
 * reset for the first time, because it reads every answer.
 */
export function createCapacityMeter(): CapacityMeter {
  let totals: Map<string, CapacityUse> | undefined;
  return {
    reset: () => {
      totals = new Map();
    },
    uses: () => [...(totals?.values() ?? [])],
    prepare: (body, input) =>
      totals ? Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' })) : body,
    record: ({ functionName, operation, answer }) => {
      if (!totals) return;
      const { ConsumedCapacity = [] } = JSON.parse(String(answer)) as { ConsumedCapacity?: Consumed | Consumed[] };
      const isRead = /^(Get|Query|Scan|BatchGet|TransactGet)/.test(operation);
      for (const { TableName: table, CapacityUnits: units } of [ConsumedCapacity].flat()) {
        const key = `${functionName} ${operation} ${table}`;
        const before = totals.get(key) ?? { functionName, operation, table, calls: 0, readUnits: 0, writeUnits: 0 };
        totals.set(key, {
          ...before,
          calls: before.calls + 1,
          readUnits: before.readUnits + (isRead ? units : 0),
          writeUnits: before.writeUnits + (isRead ? 0 : units),
        });
      }
    },
  };
}
