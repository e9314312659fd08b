import { auth, defineConnector, secret } from '@headless-pmo/sdk'
import { Config, graphqlRoot } from './config.ts'
import { contract } from './contract.ts'
import { probe } from './probe.ts'
import { rateLimit } from './rate-limit.ts'
import { scopes } from './scopes.ts'
import { eventStream } from './streams/events.ts'
import { issueFieldStream } from './streams/issue-fields.ts'
import { issueTypeStream } from './streams/issue-types.ts'
import { issueStream } from './streams/issues.ts'
import { labelStream } from './streams/labels.ts'
import { milestoneStream } from './streams/milestones.ts'
import { projectItemStream } from './streams/project-items.ts'
import { projectStream } from './streams/projects.ts'
import { repositoryStream } from './streams/repositories.ts'
import { userStream } from './streams/users.ts'
import { webhook } from './webhook.ts'

/** GitHub and GitHub Enterprise Server, read-only. */
export const githubConnector = defineConnector({
  config: Config,
  secrets: {
    token: secret(
      'Personal access token with read access to issues and metadata (fine-grained), or the scopes repo and read:project (classic)',
      { optional: true },
    ),
    privateKey: secret('Private key of the GitHub App in PEM, where one is used instead of a token', {
      optional: true,
    }),
    webhookSecret: secret('Secret of the webhook, where GitHub is set to send one', { optional: true }),
  },
  authorize: auth.firstOf([
    auth.bearer('token'),
    auth.jwtExchange({
      algorithm: 'RS256',
      privateKey: 'privateKey',
      issuer: '{appId}',
      exchangeUrl: '{baseUrl}/app/installations/{installationId}/access_tokens',
      tokenField: 'token',
      expiresField: 'expires_at',
      lifetimeSeconds: 540,
    }),
    auth.none(),
  ]),
  egress: ({ baseUrl }) => [...new Set([baseUrl, `${graphqlRoot(baseUrl)}/graphql`])],
  queries: ({ baseUrl }) => [`${graphqlRoot(baseUrl)}/graphql`],
  rateLimit,
  probe,
  scopes,
  streams: {
    repositories: repositoryStream,
    users: userStream,
    issueTypes: issueTypeStream,
    issueFields: issueFieldStream,
    labels: labelStream,
    milestones: milestoneStream,
    issues: issueStream,
    events: eventStream,
    projects: projectStream,
    projectItems: projectItemStream,
  },
  webhook,
  contract,
})
