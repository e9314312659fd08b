import {
  assignment,
  change,
  dependency,
  membership,
  placement,
  statusCategory,
  workItem,
} from '@headless-pmo/sdk'
import { z } from 'zod'
import { formatPosition, type FeedChange } from '../records/index.ts'
import {
  DIRECTIONS,
  given,
  pageInput,
  pageOf,
  procedure,
  recordKind,
  resolved,
  router,
  stored,
  restRoutes,
} from '../rpc/index.ts'
import type { WorkItemService } from './work-items-service.ts'

const from = z.object({ kind: z.string(), ref: z.string() }).describe('The record that says so')
const composedText = z.object({ value: z.string(), from }).optional()

const composed = z
  .object({
    plannedStart: composedText,
    plannedFinish: composedText,
    due: composedText.describe('Calendar day'),
    iteration: z
      .object({ value: z.union([z.string(), z.looseObject({ key: z.string() })]), from })
      .optional(),
    boardStatus: composedText,
  })
  .describe('Values by the declared precedence: the item, else its boards, else its milestone')

const name = { connection: z.string().min(1), ref: z.string().min(1).describe('Ref, former ref or key') }

const itemRow = z.object({
  connection: z.string(),
  ref: z.string(),
  key: z.string().optional(),
  project: z.string().optional().describe('Id of the project that it belongs to'),
  container: resolved,
  assignees: z.array(resolved).readonly(),
  composed,
  data: stored(workItem),
  gone: z.string().optional().describe('Why it is no longer there'),
  goneAt: z.string().optional(),
})

const recordOf = <T>(schema: z.ZodType<T>) =>
  z.object({ connection: z.string(), ref: z.string(), data: stored(schema) })

const itemDetail = z.object({
  project: z.string().optional(),
  item: recordOf(workItem).extend({
    key: z.string().optional(),
    gone: z.string().optional(),
    goneAt: z.string().optional(),
  }),
  composed,
  container: resolved,
  parent: resolved.optional(),
  milestone: resolved.optional(),
  assignees: z.array(resolved).readonly(),
  reporter: resolved.optional(),
  placements: z.array(z.object({ placement: recordOf(placement), container: resolved })).readonly(),
  memberships: z
    .array(z.object({ membership: recordOf(membership), iteration: resolved }))
    .readonly()
    .describe('Its stays in iterations'),
  assignments: z.array(recordOf(assignment)).readonly(),
  incoming: z.array(z.object({ dependency: recordOf(dependency), other: resolved })).readonly(),
  outgoing: z.array(z.object({ dependency: recordOf(dependency), other: resolved })).readonly(),
  children: z.array(recordOf(workItem)).readonly(),
})

/** A change as the API tells it. */
export const feedChange = z.object({
  position: z.string().describe('Where to go on after it'),
  connection: z.string(),
  kind: recordKind,
  ref: z.string(),
  key: z.string().optional(),
  title: z.string().optional(),
  event: z.enum(['created', 'updated', 'retired', 'restored', 'moved']),
  cause: z.string().describe('What brought it: the tracker, or our own mapping'),
  run: z.string().optional(),
  before: z.record(z.string(), z.unknown()).optional().describe('Former values of the fields that changed'),
  formerRef: z.string().optional(),
  at: z.string().describe('When it became true'),
  knownAt: z.string().describe('When we knew'),
})

/** The public form of a change; core's own row ids stay inside. */
export function publicChange(change: FeedChange): z.input<typeof feedChange> {
  const { recordId, ...rest } = change
  void recordId
  return { ...rest, position: formatPosition(change.position) }
}

const past = z.object({
  connection: z.string(),
  kind: recordKind,
  ref: z.string().describe('Its ref now'),
  past: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('unknown').describe('Before the earliest evidence') }),
    z.object({ outcome: z.literal('absent'), reason: z.string() }),
    z.object({
      outcome: z.literal('present'),
      ref: z.string(),
      data: z.record(z.string(), z.unknown()),
      unknown: z.array(z.string()).readonly().describe('Fields that nothing tells of'),
    }),
  ]),
})

const instant = z.iso.datetime().optional()
const question = {
  asOf: instant.describe('What was true then, by the tracker’s word'),
  knownAt: instant.describe('What we knew then'),
}

/** Work items: lists, one, its history, the past. */
export function workItemsRouter(service: WorkItemService) {
  const rest = restRoutes('items')
  const text = z.string().min(1).optional()
  const texts = z.array(z.string()).optional()
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/items', 'Work items of all trackers'))
      .input(
        z.object({
          project: text.describe('Id of a project'),
          connection: texts,
          container: text.describe('Ref or key of a repository, project or plan'),
          text: text.describe('Part of the title or key'),
          status: texts.describe("The tracker's own words"),
          statusCategory: z.array(statusCategory).optional(),
          type: texts,
          assignee: text.describe('Ref or login'),
          label: texts,
          milestone: text.describe('Ref or name'),
          parent: text.describe('Ref or key'),
          updatedSince: text.describe('Instant or day'),
          hasDue: z.boolean().optional(),
          presence: z.enum(['live', 'gone', 'all']).optional(),
          sort: z
            .enum(['updated', 'created', 'key', 'title', 'due', 'priority'])
            .default('updated')
            .describe('Rows without the value come last'),
          direction: z
            .enum(DIRECTIONS)
            .optional()
            .describe('Default: ascending; of `updated` descending, the newest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(itemRow))
      .query(({ input }) => service.list({ ...given(input), limit: input.limit })),
    get: procedure('viewer')
      .meta(rest('GET', '/items/{connection}/{ref}', 'One item with all that is known of it'))
      .input(z.object(name))
      .output(itemDetail)
      .query(({ input: { connection, ref } }) => service.get({ connection, name: ref })),
    history: procedure('viewer')
      .meta(rest('GET', '/items/{connection}/{ref}/history', 'What happened to an item'))
      .input(
        z.object({ ...name, before: z.string().optional(), limit: z.int().min(1).max(500).default(100) }),
      )
      .output(
        z.object({
          observed: z.array(feedChange).readonly().describe('What we saw, the newest first'),
          stated: z.array(recordOf(change)).readonly().describe("The tracker's own history, oldest first"),
          next: z.string().optional(),
        }),
      )
      .query(async ({ input: { connection, ref, ...page } }) => {
        const history = await service.history(
          { connection, name: ref },
          { ...given(page), limit: page.limit },
        )
        return { ...history, observed: history.observed.map(publicChange) }
      }),
    at: procedure('viewer')
      .meta(rest('GET', '/items/{connection}/{ref}/at', 'One item in the past'))
      .input(z.object({ ...name, ...question }))
      .output(past)
      .query(({ input: { connection, ref, ...when } }) => service.at({ connection, name: ref }, given(when))),
    listAt: procedure('viewer')
      .meta(rest('GET', '/past/items', 'Work items in the past'))
      .input(
        z.object({
          project: text.describe('Id of a project: what it held then, as it was defined then'),
          connection: texts,
          container: text,
          ...question,
          ...pageInput,
        }),
      )
      .output(pageOf(past))
      .query(({ input }) => service.listAt({ ...given(input), limit: input.limit })),
  })
}
