/** The state of the registry at its start: empty, left by the story, or kept from an earlier run. */
export type Holding = 'nothing' | 'story' | 'kept';

const SUBJECT = 'payments.transaction-authorized';
const FOLDER = 'examples/transactions';

const MAKE_PRODUCER =
  'export FOREWARN_TOKEN=$(npx forewarn tokens create --team payments --verbs read,publish --description me)';
const check = (file: string): string => `npx forewarn check --subject ${SUBJECT} ${FOLDER}/${file}`;

/** Commands that can be typed as they are, one after the other, each with what it shows if that is not plain. */
const STEPS: Readonly<Record<Holding, (url: string) => readonly string[]>> = {
  nothing: () => [
    'npx forewarn teams create payments',
    'npx forewarn teams grant-prefix payments payments',
    MAKE_PRODUCER,
    `npx forewarn publish --subject ${SUBJECT} ${FOLDER}/v1.json`,
    `${check('v2-category-as-text.json')}   # breaking, with the record that proves it`,
  ],
  story: (url) => [
    `npx forewarn diff ${FOLDER}/v1.json ${FOLDER}/v2-category-as-text.json`,
    `npx forewarn versions ${SUBJECT}`,
    'npx forewarn migrations --consumer churn',
    MAKE_PRODUCER,
    `${check('v1.json')}   # back again: what would that break?`,
    `curl -X POST ${url}/__local/clock -d '{"advance":"P1D"}'   # the next day: churn breaks still, and its team hears of it`,
  ],
  kept: () => ['npx forewarn subjects', 'npx forewarn consumers'],
};

/** The commands of `whatNext`, with the administrator's access set. */
export const nextSteps = (
  holding: Holding,
  { url, token }: { readonly url: string; readonly token: string },
): readonly string[] => [`export FOREWARN_URL=${url} FOREWARN_TOKEN=${token}`, ...STEPS[holding](url)];

/** The last words of `npm start`: where to look, and what to type. */
export function whatNext(holding: Holding, access: { readonly url: string; readonly token: string }): string {
  const { url } = access;
  return `
Where to look
  ${url}/__local/slack             the channels, as people see them: read, press, answer
  ${url}/__local/sns/messages      the events
  ${url}/__local/github/issues     the issues, of models that name a repository
  ${url}/__local/deliveries        what was sent where, and whether it arrived

What to type next, in another terminal
${nextSteps(holding, access)
  .map((line) => `  ${line}`)
  .join('\n')}

Ctrl-C stops it.`;
}
