import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

export type DynamoDbProcess = { readonly endpoint: string; readonly stop: () => Promise<void> };

type Command = { readonly file: string; readonly args: readonly string[]; readonly container?: string };

// The database ends when its standard input does, so that not even a killed runner leaves it behind.
const TIED_TO_PARENT =
  'exec 3<&0; "$@" </dev/null 3<&- & p=$!; { cat <&3 >/dev/null; kill $p; } 2>/dev/null & exec 3<&-; wait $p';

/**
 * Brings up a DynamoDB on this machine. Looked for in this order: DYNAMODB_LOCAL_ENDPOINT in the environment (one that
 * runs already and is left running), dynoxide's platform package, `dynoxide` on PATH, `amazon/dynamodb-local` in Docker.
 * With a data folder its data are kept there; without one they live in memory.
 */
export async function startDynamoDb(options: {
  readonly dataFolder?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}): Promise<DynamoDbProcess> {
  const environment = options.environment ?? process.env;
  const given = environment['DYNAMODB_LOCAL_ENDPOINT'];
  if (given) return { endpoint: given, stop: async () => undefined };
  const port = await freePort();
  const command = dynamoDbCommand({ port, dataFolder: options.dataFolder, environment });
  const child = spawn('/bin/sh', ['-c', TIED_TO_PARENT, 'sh', command.file, ...command.args], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilReachable(endpoint, child);
  } catch (error) {
    child.stdin?.end();
    throw new Error(`${command.file} did not start: ${errors.join('').trim() || (error as Error).message}`);
  }
  return { endpoint, stop: () => stopProcess(child, command) };
}

/** The command that starts a DynamoDB on the port. Throws an Error that lists what was looked for if there is none. */
export function dynamoDbCommand(options: {
  readonly port: number;
  readonly dataFolder?: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly resolvePackage?: (request: string) => string;
}): Command {
  const { port, dataFolder, environment } = options;
  const database = dataFolder ? ['--db-path', join(dataFolder, 'dynamodb.sqlite')] : [];
  const dynoxide = findDynoxide(environment, options.resolvePackage ?? createRequire(import.meta.url).resolve);
  if (dynoxide) return { file: dynoxide, args: ['serve', '--port', String(port), ...database] };
  const docker = onPath('docker', environment);
  if (docker && isDockerRunning(docker)) {
    const container = `forewarn-dynamodb-${port}`;
    const data = dataFolder ? ['-v', `${dataFolder}:/data`] : [];
    const jar = ['-jar', 'DynamoDBLocal.jar', '-sharedDb', ...(dataFolder ? ['-dbPath', '/data'] : ['-inMemory'])];
    const run = ['run', '--rm', '--name', container, '-p', `127.0.0.1:${port}:8000`, ...data];
    return { file: docker, args: [...run, 'amazon/dynamodb-local', ...jar], container };
  }
  throw new Error(
    [
      'No DynamoDB to run on this machine. Any one of these will do:',
      `- the package @dynoxide/${process.platform}-${process.arch} (npm ci installs it where it exists; do not omit optional dependencies)`,
      '- a dynoxide binary on PATH',
      '- Docker running, for amazon/dynamodb-local',
      '- DYNAMODB_LOCAL_ENDPOINT=http://… of a DynamoDB Local that runs already',
    ].join('\n'),
  );
}

function findDynoxide(environment: NodeJS.ProcessEnv, resolvePackage: (request: string) => string): string | undefined {
  const binary = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return resolvePackage(`@dynoxide/${process.platform}-${process.arch}/${binary}`);
  } catch (error) {
    // Not installed on this platform is an ordinary answer; anything else is not.
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    return onPath(binary, environment);
  }
}

function onPath(file: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
}

function isDockerRunning(docker: string): boolean {
  try {
    execFileSync(docker, ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 5000 });
    return true;
  } catch (error) {
    // A non-zero exit is how the docker client says that no daemon answers.
    return !(error instanceof Error);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function untilReachable(endpoint: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    const reachable = await fetch(endpoint, { method: 'POST', body: '{}' }).then(
      () => true,
      () => false,
    );
    if (reachable) return;
    if (Date.now() > deadline) throw new Error(`nothing answers at ${endpoint} after 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function stopProcess(child: ChildProcess, command: Command): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    if (command.container) execFileSync(command.file, ['stop', '-t', '1', command.container], { stdio: 'ignore' });
    child.stdin?.end();
  });
}
