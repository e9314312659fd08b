import { z } from 'zod'
import { day, recordBase, reference, when } from './common.ts'

/**
 * Where items live: a repository, a Jira project, a board, a plan, a Microsoft Project file.
 *
 * @example
 * ```ts
 * const web = {
 *   kind: 'container',
 *   ref: '991',
 *   key: 'acme/web',
 *   name: 'Web shop',
 *   nativeType: 'repository',
 * } satisfies RecordInput
 * ```
 */
export const container = z.strictObject({
  kind: z.literal('container'),
  ...recordBase,
  name: z.string(),
  key: z.string().optional().describe('Readable key, e.g. "acme/web" or "ABC"'),
  nativeType: z.string().describe("The tracker's word: repository, project, plan, file …"),
  description: z.string().optional().describe('Markdown'),
  archived: z.boolean().default(false),
  timeZone: z.string().optional().describe('IANA zone in which local times of its items are meant'),
  calendar: z.string().optional().describe('Ref of the calendar that counts working time by default'),
  scheduledFrom: z.enum(['start', 'finish']).optional().describe('Which end of the schedule is fixed'),
  start: when.optional(),
  finish: when.optional(),
  statusDate: when.optional().describe('Up to when progress is recorded'),
  currency: z.string().optional().describe('ISO 4217 code of costs in it'),
  minutesPerDay: z.number().optional().describe('Working minutes that the tool calls a day'),
  minutesPerWeek: z.number().optional().describe('Working minutes that the tool calls a week'),
  daysPerMonth: z.number().optional().describe('Working days that the tool calls a month'),
  manager: z.string().optional().describe('Name of its manager as the tracker states it'),
  lead: reference.optional().describe('Account that leads it'),
  due: day.optional(),
  created: when.optional(),
  updated: when.optional(),
})
/** A checked container. The shape of {@link container}. */
export type Container = z.infer<typeof container>
