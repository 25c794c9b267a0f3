import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonLines } from '../json-lines.ts';
import type { TopicMessage } from './topic-observer.ts';

export type TopicLog = {
  readonly add: (message: TopicMessage) => void;
  /** Every message published so far, oldest first. */
  readonly messages: () => readonly TopicMessage[];
};

/** What was published to the topics, for a person or a test to look at; kept in the data folder if there is one. */
export function createTopicLog(dataFolder: string | undefined): TopicLog {
  const file = dataFolder && join(dataFolder, 'topics.jsonl');
  const messages = file ? readJsonLines<TopicMessage>(file) : [];
  return {
    messages: () => messages,
    add: (message) => {
      messages.push(message);
      if (file) appendFileSync(file, `${JSON.stringify(message)}\n`);
    },
  };
}
