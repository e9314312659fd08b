import { statusCategory, workItemType } from '@headless-pmo/sdk'
import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import type { ExplainedStep } from './explain-node.ts'
import { SCHEDULE_SORTS, type ScheduleReader } from './schedule-reader.ts'
import type { ScheduleRow } from './schedule-row.ts'
import { asOfInput, gapsReply } from './scheduled-then.ts'

const told = {
  asOf: z.string().describe('Instant at which the records were read'),
  feedPosition: z.string().describe('Position of the change feed up to which all changes are in it'),
  statusDate: z.string().describe('First calendar day on which work can lie that is not done'),
  unknown: gapsReply,
}

const nodeKind = z.enum(['workItem', 'milestone', 'project', 'placeholder'])

const assumption = z.object({
  field: z.enum(['duration', 'remaining', 'start', 'finish', 'calendar']),
  source: z.string().describe('What it was taken from, e.g. estimate, reference-class, type-default'),
  value: z.union([z.number(), z.string()]).describe('Minutes (a point in time: since 1970 UTC), or a name'),
  basis: z.string().describe('What was assumed, and from what'),
  samples: z.int().optional().describe('Finished items that it was measured on'),
})

const time = z.string().optional().describe('On the clock of `zone`, YYYY-MM-DDTHH:mm; absent: not scheduled')

const row = z.object({
  kind: nodeKind,
  connection: z.string().describe('Empty for a project'),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  url: z.string().optional(),
  type: workItemType.optional(),
  statusCategory: statusCategory.optional(),
  project: z.string().optional().describe('Id of the project that it belongs to'),
  parent: z.string().optional().describe('What it is part of'),
  scheduling: z
    .enum(['plan', 'tracker', 'summary', 'milestone', 'placeholder'])
    .describe('plan: as Microsoft Project schedules; tracker: from state, links and assumptions'),
  zone: z.string().describe('IANA zone of the dates'),
  calendar: z.string().describe('Calendar in which its work and floats are counted'),
  startDay: z.string().optional(),
  finishDay: z.string().optional(),
  start: time,
  finish: time,
  earlyStart: time,
  earlyFinish: time,
  lateStart: time,
  lateFinish: time,
  totalFloat: z
    .number()
    .optional()
    .describe('Working minutes by which it can slip before its plan ends later'),
  freeFloat: z.number().optional().describe('Working minutes by which it can slip before a successor moves'),
  critical: z.boolean(),
  nearCritical: z
    .boolean()
    .describe('Not critical, and its total float is at most `nearCritical` of the settings'),
  deadline: time,
  deadlineDay: z.string().optional().describe('Last day that keeps the deadline'),
  late: z.boolean().describe('It finishes after its deadline or due day'),
  milestone: z.boolean(),
  done: z.boolean(),
  driver: z.string().describe('What set its early start: link, constraint, project, actual, statusDate …'),
  assumptions: z
    .array(assumption)
    .readonly()
    .describe('What no tracker states; empty: the dates rest on what is stated alone'),
})

const step = z.object({
  kind: nodeKind,
  connection: z.string(),
  ref: z.string(),
  driver: z.string(),
  sentence: z.string(),
})

function shown({ node, dates, ...rest }: ScheduleRow): z.input<typeof row> {
  const { assignees, container, work, points, stated, ...known } = node
  void [assignees, container, work, points, stated]
  return { ...known, ...dates, ...rest }
}

function shownStep({ driver, sentence }: ExplainedStep, { node }: ScheduleRow): z.input<typeof step> {
  return { kind: node.kind, connection: node.connection, ref: node.ref, driver, sentence }
}

const project = z.string().min(1).optional().describe('Id of a project; absent: all')

/** The schedule over all projects of all tools. */
export function scheduleRouter(reader: ScheduleReader) {
  const rest = restRoutes('schedule')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/schedule', 'Computed dates, floats and criticality of items, by their start'))
      .input(
        z.object({
          asOf: asOfInput,
          project,
          connection: z.array(z.string()).optional(),
          kind: z.array(nodeKind).optional(),
          only: z
            .enum(['critical', 'near-critical', 'late'])
            .optional()
            .describe('Items on the critical path, those near it too, or those that miss their deadline'),
          all: z.boolean().optional().describe('Done and cancelled items too'),
          ...sortInput(SCHEDULE_SORTS, 'by start'),
          ...pageInput,
        }),
      )
      .output(pageOf(row).extend(told))
      .query(async ({ input }) => {
        const page = await reader.list({ ...given(input), limit: input.limit })
        return { ...page, items: page.items.map(shown) }
      }),
    explain: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/schedule/explain',
          'Why an item has its dates: which link, constraint or date set them',
        ),
      )
      .input(
        z.object({
          asOf: asOfInput,
          item: z.string().min(1).describe('Key, connection/ref, connection/key, or id of a project'),
        }),
      )
      .output(
        z.object({
          ...told,
          item: row,
          steps: z.array(step).readonly().describe('From the item back to where the chain begins'),
          more: z.boolean().describe('The chain is longer'),
          outlook: z.array(z.string()).readonly().describe('How far it can slip, and what limits it'),
        }),
      )
      .query(async ({ input }) => {
        const {
          row: item,
          explanation,
          path,
          ...when
        } = await reader.explain(input.item, given({ asOf: input.asOf }))
        return {
          ...when,
          item: shown(item),
          more: explanation.more,
          outlook: explanation.outlook,
          steps: explanation.steps.flatMap((one, index) => {
            const of = path[index]
            return of === undefined ? [] : [shownStep(one, of)]
          }),
        }
      }),
    problems: procedure('viewer')
      .meta(rest('GET', '/schedule/problems', 'What is wrong with links, calendars and dates'))
      .input(
        z.object({ asOf: asOfInput, project, ...sortInput(['kind', 'sentence'], 'by kind'), ...pageInput }),
      )
      .output(
        pageOf(
          z.object({
            kind: z.string(),
            sentence: z.string(),
            items: z
              .array(
                z.object({
                  kind: nodeKind,
                  connection: z.string(),
                  ref: z.string(),
                  key: z.string().optional(),
                  title: z.string(),
                }),
              )
              .readonly(),
          }),
        ).extend({ ...told, total: z.int().describe('Of all pages') }),
      )
      .query(async ({ input }) => {
        const page = await reader.problems({ ...given(input), limit: input.limit })
        return {
          ...page,
          items: page.items.map(({ kind, sentence, named }) => ({
            kind,
            sentence,
            items: named.map((node) => ({
              kind: node.kind,
              connection: node.connection,
              ref: node.ref,
              title: node.title,
              ...(node.key !== undefined && { key: node.key }),
            })),
          })),
        }
      }),
    criticalPath: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/schedule/critical-path',
          'The chain of items that decides when a project, or everything, is finished',
        ),
      )
      .input(z.object({ asOf: asOfInput, project }))
      .output(
        z.object({
          ...told,
          finish: z.string().optional().describe('Of the last item; absent: nothing is left to do'),
          items: z.array(row).readonly().describe('In the order of time'),
        }),
      )
      .query(async ({ input }) => {
        const path = await reader.criticalPath(input.project, given({ asOf: input.asOf }))
        return { ...path, items: path.items.map(shown) }
      }),
  })
}
