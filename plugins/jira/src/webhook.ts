import {
  header,
  hmac,
  pathToken,
  type WebhookDefinition,
  type WebhookEvent,
  type WebhookHint,
} from '@headless-pmo/sdk'
import type { Config } from './config.ts'
import { idOf } from './element.ts'
import { member, textOf } from './map/json.ts'
import { subscription } from './webhook-subscription.ts'

/**
 * Jira's deliveries as hints of what to read again. Webhooks that an administrator sets up with a secret are
 * signed; those that an app registers for itself are not, so that only the address proves where they come from.
 */
export const webhook: WebhookDefinition<Config> = {
  verify: [
    hmac.sha256({ secret: 'webhookSecret', header: 'X-Hub-Signature', prefix: 'sha256=' }),
    pathToken(),
  ],
  // The same over all attempts; servers of Data Center do not send it.
  deliveryId: header('X-Atlassian-Webhook-Identifier', { orBody: true }),
  hints: (event) => hintsOf(event),
  subscription,
}

const whole = (...streams: string[]): readonly WebhookHint[] =>
  streams.map((stream) => ({ stream, whole: true as const }))

const STREAMS: readonly (readonly [prefix: string, hints: readonly WebhookHint[]])[] = [
  ['worklog_', whole('worklogs')],
  ['sprint_', whole('sprints')],
  ['board_', whole('boards')],
  ['project_', whole('projects')],
  ['user_', whole('users')],
  ['jira:version_deleted', whole('versions', 'issues')],
  ['jira:version_', whole('versions')],
  ['jira:worklog_', whole('worklogs')],
]

function hintsOf({ body }: WebhookEvent): readonly WebhookHint[] {
  const event = textOf(member(body, 'webhookEvent')) ?? ''
  const link = member(body, 'issueLink')
  const ids = [
    idOf(member(body, 'issue')),
    textOf(member(link, 'sourceIssueId')),
    textOf(member(link, 'destinationIssueId')),
  ].flatMap((id) => (id === undefined || !/^\d+$/.test(id) ? [] : [id]))
  // A delivery may tell of time booked beside the issue that it changed.
  const streams = STREAMS.find(([prefix]) => event.startsWith(prefix))?.[1] ?? []
  return [
    ...[...new Set(ids)].map((id): WebhookHint => ({ stream: 'issues', ref: id })),
    ...streams,
    ...(member(body, 'issue_event_type_name') === 'issue_work_logged' ? whole('worklogs') : []),
  ]
}
