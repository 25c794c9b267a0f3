import { relative, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { FilePlace } from '../../adapters/schema-source/source.ts';
import { RegistryClient } from '../api/client.ts';
import { EXIT, type ExitCode, usageError } from '../exit.ts';
import { FORMATS, type OutputFormat } from '../output/format.ts';
import { renderJson } from '../output/json.ts';
import { placeText } from '../output/place.ts';
import { type Paint, paintFor } from '../output/text/paint.ts';
import { type Config, loadConfig } from '../workspace/config.ts';
import type { World } from '../world.ts';

export const VERSION: string = packageJson.version;

/** Flags that every command which talks to the registry has. */
export interface RegistryFlags {
  readonly url?: string;
  readonly config?: string;
  readonly format?: OutputFormat;
}

/** One run of the command line: the world, what was configured, and the exit code to come. */
export class Session {
  readonly world: World;
  readonly paint: Paint;
  exit: ExitCode = EXIT.passed;
  /** Known once the flags are read; an error is reported in it as well. */
  format: OutputFormat = 'text';
  command = '';
  #status = '';

  constructor(world: World) {
    this.world = world;
    this.paint = paintFor(world);
  }

  /** Where lines end on a terminal; what goes to a file or another program is never cut. */
  get width(): number | undefined {
    const { isTerminal, columns } = this.world.stdout;
    return isTerminal && columns ? Math.max(MIN_WIDTH, columns) : undefined;
  }

  /** For a command that needs no configuration. */
  begin(command: string, format: OutputFormat): void {
    this.command = command;
    this.format = format;
  }

  /** Reads the configuration and fixes the format: flag, then file, then text. */
  async configure(flags: RegistryFlags, command: string): Promise<Config> {
    // Before the file is read: what is wrong with it is reported in this format, too.
    this.begin(command, flags.format ?? 'text');
    const config = await loadConfig(this.world, flags.config);
    const fromFile = COMPARING.has(command) ? config.format : undefined;
    this.format = flags.format ?? fromFile ?? 'text';
    return config;
  }

  /** The client of the registry that a flag, FOREWARN_URL or the file names, in this order. */
  connect(flags: RegistryFlags, config: Config): RegistryClient {
    const { env } = this.world;
    const url = flags.url ?? (env['FOREWARN_URL'] || config.url);
    if (!url)
      throw usageError('No registry is named: set FOREWARN_URL to its address, or url in forewarn.config.json.');
    const token = env['FOREWARN_TOKEN'];
    if (!token) throw usageError('FOREWARN_TOKEN is not set: set it to a token (forewarn tokens create makes one).');
    // A header cannot hold anything else; the token itself is never shown.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw usageError('FOREWARN_TOKEN holds a space or a line break: set it to the bare token.');
    return new RegistryClient({
      url: this.#checkUrl(url),
      token,
      userAgent: `forewarn/${VERSION}`,
      world: this.world,
      onRetry: (notice) => this.note(notice),
    });
  }

  /** How GitHub and GitLab know a file: from the workspace's root, wherever in it the command runs. */
  repositoryPath(file: string): string {
    const root = this.world.env['GITHUB_WORKSPACE'] ?? this.world.env['CI_PROJECT_DIR'];
    if (!root) return file;
    const path = relative(root, resolve(this.world.cwd, file));
    return path.startsWith('..') ? file : path.split(sep).join('/');
  }

  /** A line on stderr: progress and warnings, never results. */
  note(line: string): void {
    this.status('');
    this.world.stderr.write(`${line}\n`);
  }

  /** Tells of a fault that ends nothing. */
  readonly warn = (place: FilePlace): void => this.note(`warning: ${placeText(place)}`);

  /** How far long work is, on the terminal's last line until the next one or an empty one. */
  status(line: string): void {
    if (!this.world.stderr.isTerminal || (line === '' && this.#status === '')) return;
    this.#status = line;
    this.world.stderr.write(`\r\u001b[2K${line && this.paint.faint(line)}`);
  }

  /** Progress of long work, where a person watches. */
  progress(line: string): void {
    if (this.world.stderr.isTerminal) this.note(this.paint.faint(line));
  }

  /** Prints the result of a command that has a text form and a JSON form. */
  print(text: string, json: Readonly<Record<string, unknown>>): void {
    const isJson = this.format === 'json';
    this.world.stdout.write(isJson ? renderJson({ command: this.command, exitCode: this.exit, ...json }) : text);
  }

  #checkUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
      throw usageError(
        `${JSON.stringify(text)} is not the address of a registry: write it as https://forewarn.example.com.`,
      );
    if (url.username || url.password)
      throw usageError("The registry's address holds a password: set FOREWARN_TOKEN instead.");
    if (url.protocol === 'http:' && !isLoopback(url.hostname))
      this.note(`warning: ${url.origin} is not encrypted, and the token goes over it in the clear: use https.`);
    return url.href.replace(/\/+$/, '');
  }
}

/** A terminal that is narrower wraps lines itself: there would be nothing left to read. */
const MIN_WIDTH = 60;

const COMPARING: ReadonlySet<string> = new Set(['check', 'publish', 'diff']);

export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host) || host.endsWith('.localhost');

/** Adds the flags of `RegistryFlags`, and an example to the help; no `--format` for what has but one form. */
export function withRegistry(
  command: Command,
  { formats = ['text', 'json'], example }: { formats?: readonly OutputFormat[]; example: string },
): Command {
  withExample(command, example);
  if (formats.length > 0) command.addOption(formatOption(formats));
  return command
    .option('--url <url>', 'the registry (default: FOREWARN_URL, then url in forewarn.config.json)')
    .option('--config <file>', 'the configuration (default: the nearest forewarn.config.json)');
}

export const formatOption = (formats: readonly OutputFormat[]): Option =>
  new Option('--format <format>', 'how to print the result (default: text)').choices(formats);

export const COMPARISON_FORMATS = FORMATS;

const examples = new WeakMap<Command, readonly string[]>();

/** Adds examples, one a line, to the help and the documentation. */
export function withExample(command: Command, example: string): Command {
  const lines = example.split('\n');
  examples.set(command, lines);
  return command.addHelpText('after', `\nExample:\n${lines.map((line) => `  $ ${line}`).join('\n')}`);
}

export const examplesOf = (command: Command): readonly string[] => examples.get(command) ?? [];
