/** Routes that ask for no token: their function verifies Slack's signature itself. */
export const SLACK_ROUTES = {
  'slack-interactions': ['POST /slack/commands', 'POST /slack/interactions'],
} as const;
