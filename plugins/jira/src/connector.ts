import { auth, defineConnector, secret } from '@headless-pmo/sdk'
import { apiRoot, Config } from './config.ts'
import { contract } from './contract.ts'
import { probe } from './probe.ts'
import { rateLimit } from './rate-limit.ts'
import { scopes } from './scopes.ts'
import { boardStream } from './streams/boards.ts'
import { componentStream } from './streams/components.ts'
import { fieldStream } from './streams/fields.ts'
import { issueTypeStream } from './streams/issue-types.ts'
import { issueStream } from './streams/issues.ts'
import { priorityStream } from './streams/priorities.ts'
import { projectStream } from './streams/projects.ts'
import { remoteLinkStream } from './streams/remote-links.ts'
import { resolutionStream } from './streams/resolutions.ts'
import { sprintStream } from './streams/sprints.ts'
import { statusStream } from './streams/statuses.ts'
import { userStream } from './streams/users.ts'
import { versionStream } from './streams/versions.ts'
import { worklogStream } from './streams/worklogs.ts'
import { webhook } from './webhook.ts'

/** Paths whose POST only reads. */
const QUERIES = [
  '/rest/api/3/search/jql',
  '/rest/api/3/search/approximate-count',
  '/rest/api/3/issue/bulkfetch',
  '/rest/api/3/changelog/bulkfetch',
  '/rest/api/3/worklog/list',
  '/rest/api/2/search',
  '/rest/api/2/worklog/list',
]

/** Jira Cloud and Jira Data Center, read-only. */
export const jiraConnector = defineConnector({
  config: Config,
  secrets: {
    email: secret('E-mail address of the account that the API token belongs to (Cloud), or user name', {
      optional: true,
    }),
    apiToken: secret('API token of that account (Cloud), or password', { optional: true }),
    pat: secret('Personal access token (Data Center)', { optional: true }),
    clientId: secret('Client id of the OAuth 2.0 (3LO) app, where one is used', { optional: true }),
    clientSecret: secret('Client secret of the OAuth 2.0 app', { optional: true }),
    refreshToken: secret('First refresh token of the OAuth 2.0 app; later ones are kept by the server', {
      optional: true,
    }),
    webhookSecret: secret('Secret of the webhook that an administrator has set up, where there is one', {
      optional: true,
    }),
  },
  authorize: auth.firstOf([
    auth.oauth2.authorizationCode({
      authorizeUrl: 'https://auth.atlassian.com/authorize',
      tokenUrl: 'https://auth.atlassian.com/oauth/token',
      clientId: 'clientId',
      clientSecret: 'clientSecret',
      scopes: [
        'read:jira-work',
        'read:jira-user',
        'read:board-scope:jira-software',
        'read:sprint:jira-software',
        'manage:jira-webhook',
        'offline_access',
      ],
      refreshToken: 'refreshToken',
    }),
    auth.basic('email', 'apiToken'),
    auth.bearer('pat'),
  ]),
  egress: (config) => [apiRoot(config)],
  queries: (config) => QUERIES.map((path) => `${apiRoot(config)}${path}`),
  rateLimit,
  probe,
  scopes,
  streams: {
    projects: projectStream,
    users: userStream,
    statuses: statusStream,
    issueTypes: issueTypeStream,
    priorities: priorityStream,
    resolutions: resolutionStream,
    fields: fieldStream,
    versions: versionStream,
    components: componentStream,
    boards: boardStream,
    sprints: sprintStream,
    issues: issueStream,
    worklogs: worklogStream,
    remoteLinks: remoteLinkStream,
  },
  webhook,
  contract,
})
