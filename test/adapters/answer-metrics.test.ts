import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerOutcome } from '../../lib/application/answering/move-by-answer.ts';
import { migration } from './dynamodb/samples.ts';

describe('the answers’ metric', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  async function printed(...outcomes: readonly AnswerOutcome[]): Promise<string> {
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...parts) => void lines.push(parts.map(String).join(' ')));
    // Powertools reads its settings when it is made.
    vi.resetModules();
    const { measureAnswers } = await import('../../lib/adapters/answer-metrics.ts');
    measureAnswers(outcomes);
    return lines.join('\n');
  }

  it('tells of each first word how long it took', async () => {
    const text = await printed(
      { outcome: 'moved', migration: migration(), secondsSincePublish: 90 },
      { outcome: 'moved', migration: migration(), secondsSincePublish: 30 },
    );
    expect(text).toContain('"SecondsToAnswer":[90,30]');
    expect(text).toContain('"Unit":"Seconds"');
  });
  it('is silent where nobody said a first word', async () => {
    expect(await printed({ outcome: 'moved', migration: migration() })).toBe('');
    expect(await printed({ outcome: 'unchanged', because: 'so it is', migration: migration() })).toBe('');
  });
});
