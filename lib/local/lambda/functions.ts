import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LocalClock } from '../clock.ts';
import type { CloudAssembly } from '../cloudformation/cloud-assembly.ts';
import { physicalName } from '../cloudformation/physical-attributes.ts';
import { isObject, propertyAt } from '../cloudformation/properties.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import type { FunctionLogs } from './function-logs.ts';
import { FunctionThread, type Invocation } from './function-thread.ts';

type LocalFunction = {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly timeoutMs: number;
  readonly resource: CloudResource;
};

export type FunctionSettings = {
  readonly deployment: Deployment;
  readonly assembly: CloudAssembly;
  readonly region: string;
  readonly accountId: string;
  readonly awsUrl: string;
  readonly clock: LocalClock;
  readonly logs: FunctionLogs;
  /** Added to every function's environment; wins over the template's. */
  readonly environment: Record<string, string>;
  readonly onProgress: (line: string) => void;
};

type Pool = {
  readonly definition: LocalFunction;
  readonly start: () => FunctionThread;
  readonly threads: Set<FunctionThread>;
  readonly idle: FunctionThread[];
  readonly waiting: (() => void)[];
  readonly limit: number;
  active: number;
};

// Two cores gain nothing from more copies of one function, and each costs some 40 MB.
const COPIES_PER_FUNCTION = 4;

// What runs when the runner is stopped may end its work, so that a message is not delivered again at the next start.
const GRACE_MS = 2000;
const STOPPED: Invocation = {
  outcome: 'failed',
  error: { errorType: 'LocalCloud.Stopped', errorMessage: 'the local cloud has been stopped' },
};

/** The templates' functions, each with its bundle, its environment and a few copies that start when needed. */
export class LocalFunctions {
  readonly #pools = new Map<string, Pool>();
  readonly #onProgress: (line: string) => void;
  #isStopped = false;

  constructor(settings: FunctionSettings) {
    this.#onProgress = settings.onProgress;
    for (const resource of settings.deployment.resources('AWS::Lambda::Function')) {
      const pool = createPool(resource, settings);
      this.#pools.set(pool.definition.name, pool);
    }
  }

  list(): LocalFunction[] {
    return [...this.#pools.values()].map(({ definition }) => definition);
  }

  /** The function that a name, an ARN, or the ARN of a version or alias stands for. Throws an Error if there is none. */
  get(nameOrArn: string): LocalFunction {
    return this.#getPool(nameOrArn).definition;
  }

  /** Runs the function with an event. Never rejects on what the function does; rejects if there is no such function. */
  async invoke(nameOrArn: string, event: unknown): Promise<Invocation> {
    const pool = this.#getPool(nameOrArn);
    pool.active++;
    try {
      const thread = await takeThread(pool, () => this.#isStopped);
      if (!thread) return STOPPED;
      const request = { id: randomUUID(), event, context: {} };
      const context = lambdaContext(pool.definition, request.id);
      const invocation = await thread.run({ ...request, context }, pool.definition.timeoutMs);
      giveBack(pool, thread);
      if (invocation.outcome === 'failed' && !this.#isStopped) {
        const { errorType, errorMessage } = invocation.error;
        this.#onProgress(`${pool.definition.name} failed: ${errorType}: ${errorMessage}`);
      }
      return invocation;
    } finally {
      pool.active--;
    }
  }

  /** Invocations that run or wait for a free copy. */
  active(): number {
    return [...this.#pools.values()].reduce((sum, pool) => sum + pool.active, 0);
  }

  /** Ends every copy of a function in mid-work, as a crash would. */
  async kill(nameOrArn: string): Promise<void> {
    await stopThreads(this.#getPool(nameOrArn));
  }

  /** Lets what runs end for two seconds, then ends it. Later invocations fail. */
  async stop(): Promise<void> {
    const deadline = Date.now() + GRACE_MS;
    while (this.active() > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    this.#isStopped = true;
    for (const { waiting } of this.#pools.values()) for (const resume of waiting.splice(0)) resume();
    await Promise.all([...this.#pools.values()].map(stopThreads));
  }

  #getPool(nameOrArn: string): Pool {
    const name = nameOrArn.split(':')[nameOrArn.startsWith('arn:') ? 6 : 0] ?? '';
    const pool = this.#pools.get(name);
    if (pool) return pool;
    throw new Error(`The template has no function ${nameOrArn}. It has: ${[...this.#pools.keys()].join(', ')}.`);
  }
}

async function stopThreads(pool: Pool): Promise<void> {
  const threads = [...pool.threads];
  pool.threads.clear();
  pool.idle.length = 0;
  await Promise.all(threads.map((thread) => thread.stop()));
}

function createPool(resource: CloudResource, settings: FunctionSettings): Pool {
  const { properties } = resource;
  const name = physicalName(resource, 'FunctionName');
  const definition: LocalFunction = {
    name,
    arn: `arn:aws:lambda:${settings.region}:${settings.accountId}:function:${name}`,
    roleArn: String(properties['Role']),
    timeoutMs: Number(properties['Timeout'] ?? 3) * 1000,
    resource,
  };
  const reserved = properties['ReservedConcurrentExecutions'];
  const code = findBundle(resource, settings.assembly);
  const environment = functionEnvironment(definition, settings);
  return {
    definition,
    start: () =>
      new FunctionThread({
        ...code,
        environment,
        memoryMb: Number(properties['MemorySize'] ?? 128),
        clock: settings.clock.shared,
        onOutput: (text) => settings.logs.write(name, text),
      }),
    threads: new Set(),
    idle: [],
    waiting: [],
    limit: typeof reserved === 'number' ? Math.min(reserved, COPIES_PER_FUNCTION) : COPIES_PER_FUNCTION,
    active: 0,
  };
}

function findBundle(resource: CloudResource, assembly: CloudAssembly): { module: string; exportName: string } {
  const key = propertyAt(resource.properties, 'Code', 'S3Key');
  if (typeof key !== 'string') {
    throw new Error(`${resource.path} has no asset as its code; the local cloud runs bundles, not inline code.`);
  }
  const folder = assembly.assetFolder(key);
  const handler = String(resource.properties['Handler']);
  const dot = handler.lastIndexOf('.');
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(folder, handler.slice(0, dot) + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`The asset of ${resource.path} in ${folder} has no file for its handler ${handler}.`);
  return { module: pathToFileURL(file).href, exportName: handler.slice(dot + 1) };
}

function functionEnvironment(definition: LocalFunction, settings: FunctionSettings): Record<string, string> {
  const { properties } = definition.resource;
  const given = propertyAt(properties, 'Environment', 'Variables');
  const variables = isObject(given) ? given : {};
  const dynamic = Object.entries(variables).find(([, value]) => String(value).includes('{{resolve:'));
  if (dynamic) {
    const [name] = dynamic;
    throw new Error(`${definition.resource.path} puts a secret into its setting ${name}; read it at run time instead.`);
  }
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    // The proxy recognises the caller by its key and grants what that function's role grants.
    AWS_ACCESS_KEY_ID: definition.name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: settings.awsUrl,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    // There is no X-Ray daemon here; without this every traced call would log a failure.
    POWERTOOLS_TRACE_ENABLED: 'false',
    AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
    // Deployed, the functions run on a newer Node than this machine may have.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...settings.environment,
  };
}

/** A free copy of the function; undefined if the runner was stopped while it waited for one. */
async function takeThread(pool: Pool, isStopped: () => boolean): Promise<FunctionThread | undefined> {
  while (!isStopped()) {
    const idle = pool.idle.pop();
    if (idle?.isAlive()) return idle;
    if (idle) pool.threads.delete(idle);
    if (!idle && pool.threads.size < pool.limit) {
      const thread = pool.start();
      pool.threads.add(thread);
      return thread;
    }
    if (!idle) await new Promise<void>((resolve) => pool.waiting.push(resolve));
  }
  return undefined;
}

function giveBack(pool: Pool, thread: FunctionThread): void {
  if (thread.isAlive() && pool.threads.has(thread)) pool.idle.push(thread);
  else pool.threads.delete(thread);
  pool.waiting.shift()?.();
}

function lambdaContext({ name, arn, resource }: LocalFunction, requestId: string): object {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(resource.properties['MemorySize'] ?? 128),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
  };
}
