import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defined } from '../lib/domain/defined.ts';
import { startLocalCloud } from '../lib/local/local-cloud.ts';
import { playStory } from './story.ts';
import { PROGRAM } from './story-stage.ts';
import { BOOTSTRAP_SECRET, GITHUB_SECRET, SLACK_SECRET, synthesise } from './synthesise.ts';
import { whatNext } from './what-next.ts';

const HELP = `npm start -- [options]

Brings up the whole of Forewarn on this machine, from the template and the bundles that would be deployed, and plays one
breaking change from a producer's CI to the owners of the models that it would break.

  --once         exit after the story: 0 if every step happened, 1 if not
  --no-story     only bring it up
  --port PORT    where the API and the page of the fake Slack answer (default 4717)
  --data FOLDER  keep data in FOLDER between runs (default: in memory)

With SLACK_BOT_TOKEN set, messages go to the real Slack instead, and with GITHUB_ISSUES_TOKEN issues to the real GitHub.

  npm start                        # play the story, then stay up
  npm start -- --once              # the same as a check
  npm start -- --data .forewarn    # a registry that survives
`;

const OPTIONS = {
  once: { type: 'boolean', default: false },
  'no-story': { type: 'boolean', default: false },
  port: { type: 'string', default: '4717' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n(npm start -- --help tells more)\n`);
    return undefined;
  }
}

async function main(): Promise<number> {
  const values = readOptions();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const port = /^(0|[1-9]\d{0,4})$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`--port ${values.port} is not a port: give a number from 0 (any free one) to 65535\n`);
    return 2;
  }
  if (!values['no-story'] && !existsSync(PROGRAM)) {
    process.stderr.write(
      `${PROGRAM}, with which the story is played, is not built: run npm ci, or start with --no-story\n`,
    );
    return 2;
  }
  const returning = values.data !== undefined && existsSync(values.data);
  say('Synthesising the stacks and bundling the functions …');
  const cdkOut = await synthesise();
  const cloud = await startLocalCloud({
    cdkOut,
    port,
    ...defined({ dataFolder: values.data }),
    secrets: {
      [SLACK_SECRET]: process.env['SLACK_BOT_TOKEN'] ?? 'xoxb-local',
      [GITHUB_SECRET]: process.env['GITHUB_ISSUES_TOKEN'] ?? 'github_pat_local',
    },
    onProgress: (line) => say(`  ${line}`),
  });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  try {
    say(`Forewarn is up at ${cloud.url}`);
    // A kept registry has seen the story already, or has data of its own.
    const told = values['no-story'] || returning || (await playStory(cloud, say));
    if (!told) say('\nThe story did not happen as it should: see the steps marked ✗ above.');
    if (values.once) return told ? 0 : 1;
    const holding = returning ? 'kept' : values['no-story'] ? 'nothing' : 'story';
    say(whatNext(holding, { url: cloud.url, token: cloud.secret(BOOTSTRAP_SECRET) ?? '' }));
    await stopped;
    return told ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
