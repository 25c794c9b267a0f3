import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_SECRET, SLACK_SECRET, synthesise } from '../bin/synthesise.ts';
import { startLocalCloud } from '../lib/local/local-cloud.ts';
import { wideSchema } from './publish.ts';
import type { Table } from './table.ts';

// Printed by the command's own process as it ends: kilobytes.
const TELL_MEMORY = "process.on('exit',()=>process.stderr.write('maxRSS='+process.resourceUsage().maxRSS+'\\n'))";

/** The time of one run of the command line over many subjects, against the whole local system. */
export async function manyTable(short: boolean): Promise<Table> {
  const cloud = await startLocalCloud({
    cdkOut: await synthesise(),
    port: 0,
    secrets: { [SLACK_SECRET]: 'xoxb-bench' },
  });
  try {
    const admin = cloud.secret(BOOTSTRAP_SECRET) ?? '';
    const call = async (method: string, path: string, body?: object): Promise<{ readonly token?: string }> => {
      const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
      const reply = await fetch(`${cloud.url}${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
      return (await reply.json()) as { readonly token?: string };
    };
    await call('PUT', '/v1/teams/bench');
    await call('PUT', '/v1/teams/bench/prefixes/bench');
    const made = { team: 'bench', verbs: ['read', 'publish'], description: 'bench', expiresIn: 'P1D' };
    const { token = '' } = await call('POST', '/v1/tokens', made);
    const env = { FOREWARN_URL: cloud.url, FOREWARN_TOKEN: token };
    const rows: (string | number)[][] = [];
    for (const count of short ? [5, 20] : [50, 200, 500]) rows.push(await runOver(count, env));
    return {
      title: 'Many subjects in one run',
      about:
        '`forewarn publish`, then `forewarn check` of as many schemas with one description changed, eight at a time. Each has 40 fields and refers to one common file. Registry and command line share the machine; memory is the command line’s alone, at its most.',
      headings: ['Schemas', 'Publish s', 'Check s', 'ms a check', 'Memory MB'],
      rows,
    };
  } finally {
    await cloud.stop();
  }
}

async function runOver(count: number, env: Readonly<Record<string, string>>): Promise<(string | number)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-bench-'));
  try {
    const subjects = [{ subject: `bench.of-${count}.{name}`, schema: 'schemas-*.json' }];
    writeFileSync(join(folder, 'forewarn.config.json'), JSON.stringify({ subjects }));
    writeFileSync(
      join(folder, 'money.json'),
      JSON.stringify({ type: 'object', properties: { amount: { type: 'number' } } }),
    );
    const write = (properties: object): void => {
      for (let at = 0; at < count; at++) {
        const schema = wideSchema(`schema ${at}`, { field_00: { $ref: 'money.json' }, ...properties });
        writeFileSync(join(folder, `schemas-${at}.json`), JSON.stringify(schema, null, 2));
      }
    };
    write({});
    const published = await forewarn('publish', folder, env);
    write({ field_39: { type: 'integer', description: 'said otherwise' } });
    const checked = await forewarn('check', folder, env);
    const memory = Math.max(published.memory, checked.memory);
    return [count, published.ms / 1000, checked.ms / 1000, checked.ms / count, Math.round(memory / 1024)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The built command line as a process of its own; anything but a pass is a defect of the measurement. */
function forewarn(
  verb: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ ms: number; memory: number }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const program = join(process.cwd(), 'dist/cli/forewarn.mjs');
    const memory = `--import=data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`;
    const child = spawn(process.execPath, [memory, program, verb], { cwd, env: { ...process.env, ...env } });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk) => out.push(String(chunk)));
    child.stderr.on('data', (chunk) => err.push(String(chunk)));
    child.on('error', reject);
    child.on('close', (exit) => {
      const kilobytes = /maxRSS=(\d+)/.exec(err.join(''))?.[1];
      if (exit === 0 && kilobytes) resolve({ ms: performance.now() - start, memory: Number(kilobytes) });
      else
        reject(
          new Error(`forewarn ${verb} ended with ${exit}: ${out.join('').slice(-2_000)}${err.join('').slice(-2_000)}`),
        );
    });
  });
}
