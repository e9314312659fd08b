import { z } from 'zod'
import { day, duration, fieldValue, money, recordBase, reference, when } from './common.ts'

/**
 * The four states every tracker's statuses fall into.
 *
 * @example
 * ```ts
 * const isOpen = (category: StatusCategory) => category === 'todo' || category === 'in_progress'
 * ```
 */
export const statusCategory = z.enum(['todo', 'in_progress', 'done', 'cancelled'])
/** One of the four states of {@link statusCategory}. */
export type StatusCategory = z.infer<typeof statusCategory>

/**
 * The nouns of a plan; `nativeType` keeps the tracker's own word.
 *
 * @example
 * ```ts
 * workItemType.safeParse('Nutzergeschichte').success // false: map it, and keep it as `nativeType`
 * ```
 */
export const workItemType = z.enum([
  'epic',
  'feature',
  'story',
  'task',
  'bug',
  'subtask',
  'milestone',
  'summary',
  'request',
  'pull_request',
  'other',
])

/**
 * Date constraints of a scheduled task, in Microsoft Project's terms.
 *
 * @example
 * ```ts
 * constraintKind.parse('start_no_earlier_than')
 * ```
 */
export const constraintKind = z.enum([
  'as_soon_as_possible',
  'as_late_as_possible',
  'must_start_on',
  'must_finish_on',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_no_earlier_than',
  'finish_no_later_than',
])

/**
 * A unit of work in any tracker: issue, story, task, bug, epic, milestone task.
 *
 * @example
 * ```ts
 * const issue = {
 *   kind: 'workItem',
 *   ref: '4711',
 *   key: 'acme/web#12',
 *   container: '991',
 *   type: 'bug',
 *   title: 'Sign in fails',
 *   status: 'In review', // the tracker's own word
 *   statusCategory: 'in_progress',
 *   assignees: ['17'],
 *   due: '2026-03-31',
 *   estimate: 6 * 60, // minutes
 * } satisfies RecordInput
 * ```
 */
export const workItem = z.strictObject({
  kind: z.literal('workItem'),
  ...recordBase,
  container: reference.describe('Home of the item'),
  key: z.string().optional().describe('Readable key, e.g. "acme/web#12", "ABC-123"'),
  type: workItemType,
  nativeType: z.string().optional().describe("The tracker's own word for the type"),
  level: z
    .int()
    .optional()
    .describe('Hierarchy level: -1 sub-task, 0 story, 1 epic, above; in plans: outline level'),
  outline: z.string().optional().describe('Outline number in a plan, e.g. "1.2.3"'),
  wbs: z.string().optional().describe('Work breakdown structure code'),
  order: z.number().optional().describe('Position among its siblings, ascending'),
  title: z.string(),
  description: z.string().optional().describe('Markdown'),
  status: z.string().describe("The tracker's own word, verbatim"),
  statusCategory,
  blocked: z.boolean().optional().describe('The tracker flags the item as blocked or impeded'),
  resolution: z.string().optional().describe('Why it ended, e.g. completed, not_planned, duplicate'),
  priority: z.int().min(0).max(4).optional().describe('0 most urgent … 4 least'),
  nativePriority: z.string().optional(),
  assignees: z.array(reference).optional().describe('Accounts'),
  reporter: reference.optional().describe('Account'),
  labels: z.array(z.string()).optional(),
  components: z.array(z.string()).optional(),
  parent: reference.optional().describe('Work item above it, in any container'),
  milestone: reference.optional().describe('Milestone or version it is planned for'),
  created: when.optional(),
  updated: when.optional().describe('Last change by the tracker’s word'),
  started: when.optional().describe('Actual start'),
  finished: when.optional().describe('Actual finish'),
  plannedStart: when.optional(),
  plannedFinish: when.optional(),
  due: day.optional().describe('Calendar day by which it should be done'),
  deadline: when.optional().describe('A date that warns but does not move the schedule'),
  duration: duration.optional(),
  constraint: z.strictObject({ kind: constraintKind, date: when.optional() }).optional(),
  calendar: z.string().optional().describe('Ref of the calendar of this task alone'),
  percentComplete: z.number().min(0).max(100).optional(),
  progressMethod: z
    .enum(['duration', 'work', 'physical', 'children', 'state'])
    .optional()
    .describe('How percentComplete was measured'),
  estimate: z.number().optional().describe('Planned work, minutes'),
  spent: z.number().optional().describe('Booked work, minutes'),
  remaining: z.number().optional().describe('Remaining work, minutes'),
  points: z.number().optional().describe('Story points'),
  plannedCost: money.optional(),
  actualCost: money.optional(),
  summary: z.boolean().optional().describe('Sums up its children, holds no work of its own'),
  isMilestone: z.boolean().optional().describe('A point in the plan, usually without duration'),
  scheduling: z.enum(['automatic', 'manual']).optional(),
  active: z.boolean().optional().describe('False: kept in the plan but not scheduled'),
  critical: z.boolean().optional().describe('The source tool’s own view of the critical path'),
  earlyStart: when.optional().describe('Source tool’s own computation'),
  earlyFinish: when.optional(),
  lateStart: when.optional(),
  lateFinish: when.optional(),
  freeFloat: z.number().optional().describe('Source tool’s own computation, working minutes'),
  totalFloat: z.number().optional().describe('Source tool’s own computation, working minutes'),
  locked: z.boolean().optional().describe('Conversation closed in the tracker'),
  fields: z
    .record(z.string(), fieldValue)
    .optional()
    .describe('Custom fields by key of their fieldDefinition'),
})
/** A checked work item. The shape of {@link workItem}. */
export type WorkItem = z.infer<typeof workItem>
