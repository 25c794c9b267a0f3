/**
 * Which function answers which route of the HTTP API, as API Gateway names routes. A method or path that is not here
 * goes to `not-found`, which runs without the authorizer as well.
 */
export const ROUTES = {
  'register-schema': ['POST /v1/subjects/{subject}/versions'],
  'check-compatibility': ['POST /v1/compatibility/subjects/{subject}/versions/{version}'],
  subjects: [
    'GET /v1/subjects',
    'GET /v1/subjects/{subject}',
    'PUT /v1/subjects/{subject}/policy',
    'POST /v1/subjects/{subject}/transfer',
    'POST /v1/subjects/{subject}/retire',
    'GET /v1/subjects/{subject}/versions',
    'GET /v1/subjects/{subject}/versions/{version}',
    'GET /v1/subjects/{subject}/versions/{version}/changes',
    'POST /v1/subjects/{subject}/versions/{version}/activate',
    'POST /v1/subjects/{subject}/versions/{version}/withdraw',
    'POST /v1/subjects/{subject}/versions/{version}/retire',
    'GET /v1/subjects/{subject}/announcements',
  ],
  consumers: [
    'GET /v1/consumers',
    'GET /v1/consumers/{consumer}',
    'PUT /v1/consumers/{consumer}',
    'DELETE /v1/consumers/{consumer}',
    'POST /v1/consumers/{consumer}/kill-switch/test',
    'GET /v1/consumers/{consumer}/subscriptions',
    'GET /v1/consumers/{consumer}/subscriptions/{subject}',
    'PUT /v1/consumers/{consumer}/subscriptions/{subject}',
    'DELETE /v1/consumers/{consumer}/subscriptions/{subject}',
    'GET /v1/consumers/{consumer}/migrations',
  ],
  deployments: [
    'PUT /v1/environments/{environment}/deployments/consumers/{consumer}',
    'DELETE /v1/environments/{environment}/deployments/consumers/{consumer}',
    'PUT /v1/environments/{environment}/deployments/subjects/{subject}',
    'GET /v1/environments/{environment}/deployments/consumers',
    'GET /v1/environments/{environment}/deployments/subjects',
    'GET /v1/consumers/{consumer}/deployments',
    'GET /v1/subjects/{subject}/versions/{version}/gate',
    'GET /v1/subjects/{subject}/readers',
  ],
  announcements: [
    'GET /v1/announcements/{announcement}',
    'GET /v1/announcements/{announcement}/migrations',
    'GET /v1/announcements/{announcement}/migrations/{consumer}',
    'PUT /v1/announcements/{announcement}/migrations/{consumer}',
    'GET /v1/announcements/{announcement}/deliveries',
    'POST /v1/announcements/{announcement}/deliveries/redrive',
    'GET /v1/subjects/{subject}/approvals',
    'POST /v1/subjects/{subject}/approvals',
    'DELETE /v1/subjects/{subject}/approvals/{change}/{consumer}',
    'GET /v1/audit-events',
  ],
  administration: [
    'GET /v1/policy',
    'PUT /v1/policy',
    'GET /v1/teams',
    'GET /v1/teams/{team}',
    'PUT /v1/teams/{team}',
    'PUT /v1/teams/{team}/settings',
    'PUT /v1/teams/{team}/prefixes/{prefix}',
    'DELETE /v1/teams/{team}/prefixes/{prefix}',
    'GET /v1/teams/{team}/identities',
    'PUT /v1/teams/{team}/identities',
    'DELETE /v1/teams/{team}/identities',
    'GET /v1/tokens',
    'POST /v1/tokens',
    'DELETE /v1/tokens/{token}',
  ],
  'api-document': ['GET /v1/openapi.json'],
} as const;

/** Routes that ask for no token: their function verifies Slack's signature itself. */
export const SLACK_ROUTES = {
  'slack-interactions': ['POST /slack/commands', 'POST /slack/interactions'],
} as const;
