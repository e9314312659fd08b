import { header, hmac, type WebhookDefinition, type WebhookEvent, type WebhookHint } from '@headless-pmo/sdk'
import { idOf, property } from './element.ts'
import { repositoryOf } from './names.ts'

/** GitHub's deliveries as hints of what to read again. */
export const webhook: WebhookDefinition = {
  verify: hmac.sha256({ secret: 'webhookSecret', header: 'X-Hub-Signature-256', prefix: 'sha256=' }),
  deliveryId: header('X-GitHub-Delivery'),
  hints: (event) => HINTS[event.header('x-github-event') ?? '']?.(event) ?? [],
}

const whole = (...streams: string[]): WebhookHint[] =>
  streams.map((stream) => ({ stream, whole: true as const }))

type HintsOf = (event: WebhookEvent) => readonly WebhookHint[]

const HINTS: Readonly<Record<string, HintsOf>> = Object.assign(Object.create(null), {
  issues: ({ body }) => [
    ...issueHints(property(body, 'issue'), body),
    // A transferred issue goes on elsewhere, under another number.
    ...issueHints(property(property(body, 'changes'), 'new_issue'), undefined),
  ],
  issue_comment: ({ body }) => issueHints(property(body, 'issue'), body),
  sub_issues: ({ body }) => [
    ...issueHints(property(body, 'parent_issue'), undefined),
    ...issueHints(property(body, 'sub_issue'), undefined),
  ],
  issue_dependencies: ({ body }) => [
    ...issueHints(property(body, 'blocked_issue'), undefined),
    ...issueHints(property(body, 'blocking_issue'), undefined),
  ],
  pull_request: ({ body }) => pullHints(body),
  milestone: ({ body }) =>
    property(body, 'action') === 'deleted' ? whole('milestones', 'issues') : whole('milestones'),
  // A renamed or deleted label changes what issues show, without a change of their own.
  label: ({ body }) => (property(body, 'action') === 'created' ? whole('labels') : whole('labels', 'issues')),
  repository: ({ body }) =>
    ['renamed', 'transferred'].includes(String(property(body, 'action')))
      ? whole('repositories', 'labels', 'milestones', 'issues')
      : whole('repositories'),
  installation_repositories: () => whole('repositories', 'issues'),
  projects_v2: () => whole('projects'),
  projects_v2_item: ({ body }) => projectItemHints(property(body, 'projects_v2_item')),
} satisfies Readonly<Record<string, HintsOf>>)

/** An issue by the place that its address tells, else by the repository of the delivery. */
function issueHints(issue: unknown, body: unknown): WebhookHint[] {
  const number = property(issue, 'number')
  const told = property(issue, 'repository_url')
  const repository =
    (typeof told === 'string' ? repositoryOf(told) : undefined) ??
    property(property(body, 'repository'), 'full_name')
  if (typeof number !== 'number' || typeof repository !== 'string') return []
  // The id of a pull request's event is not the one that lists of issues give it.
  const isPull = Boolean(property(issue, 'pull_request'))
  const ref = isPull ? undefined : idOf(issue)
  return [
    {
      stream: 'issues',
      ...(ref === undefined ? {} : { ref }),
      hint: { repository, number, ...(isPull ? { pull: true } : {}) },
    },
  ]
}

function pullHints(body: unknown): WebhookHint[] {
  const number = property(property(body, 'pull_request'), 'number')
  const repository = property(property(body, 'repository'), 'full_name')
  if (typeof number !== 'number' || typeof repository !== 'string') return []
  return [{ stream: 'issues', hint: { repository, number, pull: true } }]
}

function projectItemHints(item: unknown): WebhookHint[] {
  const ref = idOf(item)
  const node = property(item, 'node_id')
  return ref === undefined || typeof node !== 'string'
    ? []
    : [{ stream: 'projectItems', ref, hint: { node } }]
}
