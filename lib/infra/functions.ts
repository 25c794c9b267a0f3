/** The memory and the time limit of a function. */
export interface FunctionSize {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

// An HTTP API gives up after 30 s; one second less, so that the function's own answer still gets through.
const API_SECONDS = 29;

// Memory buys CPU: 1,769 MB are one core. Loading the SDK dominates a cold start and takes twice as long at 512 MB, which
// nobody waits for in the background but a person at a terminal does.
const SMALL = 512;
// Comparing schemas is computation, and its worker threads each need a heap of their own.
const COMPARES = 1024;

/** Every function by the name of its file in `lambdas/`. */
export const FUNCTIONS = {
  authorizer: { memoryMb: COMPARES, timeoutSeconds: 10 },
  'register-schema': { memoryMb: COMPARES, timeoutSeconds: API_SECONDS },
  'check-compatibility': { memoryMb: COMPARES, timeoutSeconds: API_SECONDS },
  subjects: { memoryMb: COMPARES, timeoutSeconds: API_SECONDS },
  consumers: { memoryMb: COMPARES, timeoutSeconds: API_SECONDS },
  deployments: { memoryMb: COMPARES, timeoutSeconds: API_SECONDS },
  announcements: { memoryMb: SMALL, timeoutSeconds: API_SECONDS },
  administration: { memoryMb: SMALL, timeoutSeconds: API_SECONDS },
  'api-document': { memoryMb: SMALL, timeoutSeconds: API_SECONDS },
  // Slack waits three seconds for it, cold start and all.
  'slack-interactions': { memoryMb: COMPARES, timeoutSeconds: 10 },
  'answer-interactions': { memoryMb: SMALL, timeoutSeconds: 60 },
  'not-found': { memoryMb: SMALL, timeoutSeconds: 5 },
  'forward-changes': { memoryMb: SMALL, timeoutSeconds: 30 },
  'plan-notifications': { memoryMb: COMPARES, timeoutSeconds: 120 },
  'deliver-slack': { memoryMb: SMALL, timeoutSeconds: 30 },
  // A look for a lost answer takes several calls.
  'deliver-github': { memoryMb: SMALL, timeoutSeconds: 60 },
  'deliver-msteams': { memoryMb: SMALL, timeoutSeconds: 30 },
  'deliver-webhook': { memoryMb: SMALL, timeoutSeconds: 30 },
  'deliver-sns': { memoryMb: SMALL, timeoutSeconds: 30 },
  'sweep-deadlines': { memoryMb: SMALL, timeoutSeconds: 120 },
  // It stops by itself after three minutes; what it is at then may take two more.
  'watch-registry': { memoryMb: COMPARES, timeoutSeconds: 300 },
} as const satisfies Record<string, FunctionSize>;
export type FunctionName = keyof typeof FUNCTIONS;
/** Deployed only if their hosts are allowed: a channel that nobody set up costs nothing. */
export const OPTIONAL_CHANNELS = ['msteams', 'webhook'] as const;
export type OptionalChannel = (typeof OPTIONAL_CHANNELS)[number];
/** Deployed only if a registry is watched. */
export const WATCH_FUNCTION = 'watch-registry' satisfies FunctionName;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];
