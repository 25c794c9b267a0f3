/** A stream to write to; `isTerminal` decides colour and progress. */
interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
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
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
}
