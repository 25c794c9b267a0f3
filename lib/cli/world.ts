/** A stream to write to; `isTerminal` decides colour and progress, `columns` where lines end. */
interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns?: number | undefined;
}

/** All that a command needs of the process it runs in, so that a test can be that process. */
export interface World {
  /** Without the interpreter and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readStdin(): Promise<string>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Ends early if the signal says so. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Aborted when a person or the system asks the command to end; until it is first asked for, that ends the process at once. */
  interruption(): AbortSignal;
  /** In [0, 1). */
  random(): number;
}
