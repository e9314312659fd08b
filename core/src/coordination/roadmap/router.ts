import { z } from 'zod'
import { fieldsInput, given, procedure, router, restRoutes } from '../../rpc/index.ts'
import { asOfInput, gapsReply } from '../network/index.ts'
import type { RoadmapService } from './service.ts'

/** Most bars of a page: a roadmap asks for all it can draw at once. */
const MOST_BARS = 10_000

const scope = {
  project: z.array(z.string().min(1)).optional().describe('Ids of projects; absent: all'),
  program: z.string().min(1).optional(),
  portfolio: z.string().min(1).optional(),
  asOf: asOfInput,
}

const told = {
  asOf: z.string().describe('Instant at which the records were read'),
  feedPosition: z.string().describe('Position of the change feed up to which all changes are in it'),
  statusTime: z.string().describe('Instant: work that is not done lies after it'),
  unknown: gapsReply,
}

const bar = z.object({
  node: z.int().describe('Number within this schedule; `parent` and links name it'),
  kind: z.enum(['workItem', 'milestone']),
  connection: z.string(),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  url: z.string().optional(),
  project: z.string().optional(),
  parent: z.int().optional().describe('Number of the item that it is part of'),
  start: z.number().optional().describe('Milliseconds since 1970 UTC; absent: not scheduled'),
  finish: z.number().optional(),
  baselineStart: z.string().optional().describe('Day that the baseline which counts promises'),
  baselineFinish: z.string().optional(),
  critical: z.boolean(),
  float: z.number().optional().describe('Working minutes by which it can slip before its plan ends later'),
  late: z.boolean().describe('It finishes after its deadline or due day'),
  done: z.boolean(),
  milestone: z.boolean(),
  summary: z.boolean(),
  assumed: z.boolean().describe('Some of its dates are stated by no tracker'),
  progress: z
    .int()
    .optional()
    .describe('Percent that are done; absent: nothing tells, which is not the same as 0'),
  progressFrom: z
    .enum(['state', 'percent', 'work'])
    .optional()
    .describe(
      'What `progress` rests on: it is done; its tracker states it; work booked or planned against work left',
    ),
})

const link = z.object({
  from: z.int().describe('Number of a bar, or of a whole project'),
  to: z.int(),
  fromProject: z.string().optional().describe('Id of the project that this end is as a whole'),
  toProject: z.string().optional(),
  type: z.enum(['FS', 'SS', 'FF', 'SF']),
  origin: z.enum(['tracker', 'milestone', 'stated', 'found']),
  confirmed: z.boolean(),
  acrossTools: z.boolean(),
  critical: z.boolean().describe('It sets the start of a critical item'),
  broken: z.boolean().describe('Dates of its ends contradict it; `conflicts` tell which'),
  inCycle: z.boolean().describe('Its ends wait for each other, so the schedule leaves it out'),
})

const pages = (most: number, usual: number) => ({
  ...fieldsInput,
  cursor: z.string().optional().describe('`next` of the page before; absent: the first page'),
  limit: z.int().min(1).max(most).default(usual).describe('Most entries of a page'),
})

const counts = { total: z.int().describe('Of all pages'), next: z.string().optional() }

/** Items of all tools on one time axis, over HTTP and tRPC. */
export function roadmapRouter(service: RoadmapService) {
  const rest = restRoutes('roadmap')
  return router({
    bars: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/roadmap',
          'Items of all tools as bars, in the order of their rows, with their baseline',
        ),
      )
      .input(
        z.object({
          ...scope,
          from: z.string().max(40).optional().describe('Instant: only what finishes at or after it'),
          until: z.string().max(40).optional().describe('Instant: only what starts before it'),
          over: z.boolean().optional().describe('Done and cancelled items too'),
          critical: z.boolean().optional().describe('Only items on the critical path'),
          text: z.string().min(1).max(200).optional().describe('A part of a key or title'),
          ...pages(MOST_BARS, 1000),
        }),
      )
      .output(
        z.object({
          ...told,
          items: z.array(bar).readonly(),
          projects: z
            .array(z.object({ id: z.string(), name: z.string() }))
            .readonly()
            .describe('Projects that the question is about, in the order of their rows'),
          ...counts,
        }),
      )
      .query(({ input: { limit, ...question } }) => service.bars({ ...given(question), limit })),
    links: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/roadmap/links',
          'Dependencies between bars and between whole projects, by their numbers',
        ),
      )
      .input(
        z.object({
          ...scope,
          withinProjects: z.boolean().optional().describe('Those between items of one project too'),
          ...pages(MOST_BARS, 2000),
        }),
      )
      .output(z.object({ ...told, items: z.array(link).readonly(), ...counts }))
      .query(({ input: { limit, ...question } }) => service.links({ ...given(question), limit })),
    network: procedure('viewer')
      .meta(rest('GET', '/roadmap/network', 'Projects and what they wait for, with contradictions and rings'))
      .input(z.object(scope))
      .output(
        z.object({
          ...told,
          nodes: z
            .array(
              z.object({
                id: z.string().describe('Empty: items of no project'),
                name: z.string(),
                incoming: z.int(),
                outgoing: z.int(),
              }),
            )
            .readonly(),
          edges: z
            .array(
              z.object({
                from: z.string(),
                to: z.string(),
                links: z.int(),
                acrossTools: z.int(),
                unconfirmed: z.int(),
                contradictions: z.int().describe('Links that the dates of their ends contradict'),
                cyclic: z.int().describe('Links whose ends wait for each other'),
                critical: z.int(),
                inRing: z.boolean().describe('The two projects wait for each other, directly or round about'),
              }),
            )
            .readonly(),
        }),
      )
      .query(({ input }) => service.network(given(input))),
  })
}
