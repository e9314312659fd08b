import { z } from 'zod'
import { instant } from './model/common.ts'

const base = {
  id: z.string().min(1).describe('Stays the same however often and to whomever the notification is sent'),
  at: instant.describe('When it happened'),
  title: z.string().describe('One line'),
  text: z.string().describe('What happened and what to do about it, in plain text'),
  url: z.string().optional().describe('Page or API address that tells more'),
  connection: z.string().optional().describe('Id of the connection it is about'),
  project: z.string().optional().describe('Id of the project it is about'),
}

const endedRun = z.object({
  run: z.string().describe('Id of the run'),
  streams: z
    .array(
      z.object({
        stream: z.string(),
        part: z.string().optional().describe('Key of the part; absent: the stream has none'),
        outcome: z.enum(['partial', 'failed']),
        reason: z.string(),
      }),
    )
    .describe('Those that did not end well'),
})

const conflict = z.object({
  conflict: z.string().describe('Its id, which stays the same as long as it lasts'),
  kind: z.string().describe('over-allocation, successor-too-early, cycle …; kinds are added over time'),
  sentence: z.string().describe('What cannot be, and by how much'),
  owners: z.array(z.string()).describe('Names of those who have to agree; empty: nobody is named'),
})

const finding = z.object({
  finding: z.string().describe('Its id, which stays the same however often it comes again'),
  rule: z.string().describe('Id of the rule that it breaks'),
  severity: z.enum(['info', 'warning', 'error']),
  sentence: z.string().describe('What is so, and what was expected'),
  project: z.string().optional().describe('Id of the project'),
  owner: z.string().optional().describe('Who has to put it right; absent: nobody is named'),
  due: z.string().optional().describe('Day by which it is to be put right, YYYY-MM-DD'),
})

const findings = z.object({
  total: z.int().min(1).describe('How many there are'),
  findings: z.array(finding).describe('The worst of them'),
})

/**
 * What the PMO tells people and other tools about, by `type`. Types and fields are only ever added; pass on or
 * leave out a type that you do not know.
 *
 * @example
 * ```ts
 * notification.parse({
 *   id: 'n-1',
 *   type: 'plugin.released',
 *   at: '2026-03-02T08:00:00Z',
 *   title: 'linear is released from quarantine',
 *   text: 'Its connections are read again.',
 *   data: { plugin: 'linear' },
 * })
 * ```
 */
export const notification = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('run.failed'), data: endedRun }),
  z.object({ ...base, type: z.literal('run.partial'), data: endedRun }),
  z.object({
    ...base,
    type: z.literal('run.recovered'),
    data: z.object({
      run: z.string(),
      failedSince: instant.describe('End of the first run that did not end well'),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('removals.waiting'),
    data: z.object({
      run: z.string(),
      stream: z.string(),
      part: z.string().optional(),
      removals: z.int().min(1).describe('How many items would go'),
      live: z.int().min(0).describe('How many items the stream has'),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('plugin.quarantined'),
    data: z.object({
      plugin: z.string(),
      version: z.string().optional(),
      phase: z.string(),
      reason: z.string(),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('plugin.released'),
    data: z.object({ plugin: z.string(), version: z.string().optional() }),
  }),
  z.object({
    ...base,
    type: z.literal('connection.unhealthy'),
    data: z.object({
      problem: z.string().describe('Word of the probe: unauthorized, unreachable …'),
      reason: z.string(),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('connection.healthy'),
    data: z.object({ unhealthySince: instant }),
  }),
  z.object({
    ...base,
    type: z.literal('conflict.found'),
    data: z.object({
      total: z.int().min(1).describe('How many are new'),
      conflicts: z
        .array(conflict.extend({ action: z.string().describe('What to do about it') }))
        .describe('The first of them'),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('conflict.ended'),
    data: z.object({
      total: z.int().min(1).describe('How many are over'),
      conflicts: z
        .array(conflict.extend({ firstSeen: instant.describe('Since when it was there') }))
        .describe('The first of them'),
    }),
  }),
  z.object({ ...base, type: z.literal('finding.opened'), data: findings }),
  z.object({ ...base, type: z.literal('finding.resolved'), data: findings }),
  z.object({ ...base, type: z.literal('finding.reopened'), data: findings }),
  z.object({
    ...base,
    type: z.literal('waiver.expired'),
    data: z.object({
      total: z.int().min(1).describe('How many have ended'),
      waivers: z
        .array(
          z.object({
            waiver: z.string().describe('Its id'),
            rule: z.string(),
            project: z.string().optional(),
            reason: z.string().describe('Why it was given'),
            until: z.string().describe('Its last day, YYYY-MM-DD'),
            reopened: z.int().min(0).describe('Findings that are open again by it'),
          }),
        )
        .describe('The first of them'),
    }),
  }),
  z.object({
    ...base,
    type: z.literal('report.ready'),
    data: z.object({
      report: z.string().describe('Id of the kept report'),
      plan: z.string().describe('Id of the plan that made it'),
      kind: z.string().describe('portfolio-status, project-status or standards'),
      missing: z.int().min(0).describe('How many things it names as missing'),
    }),
  }),
  z.object({ ...base, type: z.literal('notifier.test'), data: z.object({}) }),
])

/** One thing to tell; see {@link notification}. */
export type Notification = z.infer<typeof notification>

/** Name of a kind of notification: `run.failed`. See {@link NOTIFICATION_TYPES}. */
export type NotificationType = Notification['type']

/**
 * All kinds of notifications.
 *
 * @example
 * ```ts
 * const isKnown = (type: string): boolean => NOTIFICATION_TYPES.some((known) => known === type)
 * ```
 */
export const NOTIFICATION_TYPES: readonly NotificationType[] = notification.options.map(
  (option) => option.shape.type.value,
)

/**
 * A notification of one type: `NotificationOf<'run.failed'>`.
 *
 * @example
 * ```ts
 * const streams = (run: NotificationOf<'run.failed'>) => run.data.streams.map(({ stream }) => stream)
 * ```
 */
export type NotificationOf<T extends NotificationType> = Extract<Notification, { type: T }>
