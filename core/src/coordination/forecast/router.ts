import { z } from 'zod'
import {
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import { asOfInput, gapsReply } from '../network/index.ts'
import { forecastRisk, impact } from './risks/kept-risk.ts'
import type { ForecastService } from './service.ts'

const date = z.object({
  at: z.string().describe('Instant'),
  day: z.iso.date().describe('Calendar day in `zone`'),
})
const chance = z.number().min(0).max(1)
const source = z.enum(['three-point', 'history', 'history-of-all', 'default'])

const end = z.object({
  kind: z.enum(['portfolio', 'project', 'plan', 'container', 'milestone']),
  ref: z.string().describe('Id of a project, ref of others; empty for the portfolio'),
  connection: z.string().optional(),
  title: z.string(),
  project: z.string().optional().describe('Project that a milestone belongs to'),
  zone: z.string().describe('IANA zone of the days'),
  scheduled: date.describe('Finish without uncertainty, as the schedule has it'),
  scheduledChance: chance.describe('Chance to keep the scheduled finish'),
  earliest: date,
  p10: date,
  p50: date,
  p80: date,
  p90: date,
  latest: date,
  promised: date.optional().describe('Deadline or committed finish'),
  promisedChance: chance.optional(),
  byChance: chance.optional().describe('Chance to be finished by the end of the day that was asked for'),
  histogram: z
    .array(z.int())
    .readonly()
    .describe('Iterations in equal spans of time from the earliest to the latest finish'),
})

const item = z.object({
  kind: z.enum(['workItem', 'milestone', 'project', 'placeholder']),
  connection: z.string(),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  project: z.string().optional(),
  criticality: chance.describe('Share of iterations in which it lay on the critical path'),
  ssi: z.number().describe('Criticality × its standard deviation ÷ that of the finish'),
  sensitivity: z.number().optional().describe('Rank correlation with the finish, −1 to 1'),
  of: z.string().describe('Whose finish it is measured by'),
  source: source.optional().describe('Where its spread comes from; absent: its duration is certain'),
  basis: z.string().optional().describe('The same as a sentence'),
})

const doubt = z.object({
  kind: z.enum(['portfolio', 'project']),
  ref: z.string(),
  title: z.string(),
  finish: date.describe('The finish that is told'),
  pace: z
    .object({
      items: z.int().describe('Open ones'),
      weeks: z.int().describe('Weeks of the past that were drawn from'),
      p50: date.optional().describe('Absent: later than ten years, or never'),
      p85: date.optional(),
    })
    .optional()
    .describe('When it is done if as many items a week are finished as before, where that is much later'),
  overloads: z
    .array(z.object({ name: z.string(), minutes: z.number() }))
    .readonly()
    .describe('People who are asked for more than they can work before the finish, by working minutes'),
  unassigned: z.number().describe('Working minutes before the finish that are given to nobody'),
  sentence: z.string(),
})

const doubts = {
  doubts: z
    .array(doubt)
    .readonly()
    .describe('Finishes that may be told too early, since people are not levelled'),
  peopleUnknown: z.string().optional().describe('Why nothing is known of people; absent: it is known'),
}

const forecast = z.object({
  ...doubts,
  asOf: z.string(),
  feedPosition: z.string(),
  seed: z.int(),
  iterations: z.int(),
  correlation: z.number(),
  ends: z.array(end).readonly(),
  endsTotal: z.int(),
  items: z.array(item).readonly().describe('Those that decide most, by SSI'),
  risks: z
    .array(
      forecastRisk.extend({
        id: z.string().optional(),
        sensitivity: z.number().optional(),
        unknownItems: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  spreads: z
    .record(source, z.int())
    .describe('How many durations are uncertain, by where their spread comes from'),
  assumptions: z.array(z.string()).readonly(),
  gaps: gapsReply,
})

const sampling = {
  seed: z
    .int()
    .min(0)
    .max(0xffffffff)
    .optional()
    .describe('The same seed gives the same forecast. Default 1'),
  iterations: z.int().min(100).max(100_000).optional(),
}
const day = z.iso.date()

const question = {
  project: z.string().min(1).optional().describe('Id of a project; absent: all'),
  ...sampling,
  correlation: z
    .number()
    .min(0)
    .max(0.95)
    .optional()
    .describe('How far the items of a project are late together'),
  by: day.optional().describe('A day: the chance to be finished by its end is told'),
  items: z.int().min(0).max(1000).optional().describe('Most items told. Default 20'),
  ends: z.int().min(1).max(1000).optional().describe('Most projects and milestones told. Default 100'),
  withoutKeptRisks: z.boolean().optional(),
  asOf: asOfInput,
}

const weeksAndDate = date.extend({ weeks: z.int() }).optional()

const keptRisk = forecastRisk.extend({
  id: z.string(),
  impact,
  note: z.string().optional(),
  by: z.string(),
  at: z.string().describe('Instant'),
  endedBy: z.string().optional(),
  endedAt: z.string().optional(),
})

/** Forecasts over HTTP and tRPC. */
export function forecastRouter(service: ForecastService) {
  const rest = restRoutes('forecast')
  return router({
    run: procedure('viewer')
      .meta(rest('GET', '/forecast', 'When projects and milestones will be finished, with which chance'))
      .input(z.object(question))
      .output(forecast)
      .query(({ input }) => service.forecast(given(input))),
    simulate: procedure('viewer')
      .meta(rest('POST', '/forecast', 'The same with risks of the question; nothing is kept'))
      .input(z.object({ ...question, risks: z.array(forecastRisk).max(200).optional() }))
      .output(forecast)
      .mutation(({ input }) => service.forecast(given(input))),
    throughput: procedure('viewer')
      .meta(rest('GET', '/forecast/throughput', 'When a backlog is done, from the items finished a week'))
      .input(
        z.object({
          project: question.project,
          items: z
            .int()
            .min(0)
            .max(1_000_000)
            .optional()
            .describe('Items to be done. Default: all open ones'),
          weeks: z.int().min(1).max(260).optional().describe('Weeks of the past to draw from, at most'),
          by: day.optional().describe('A day: how many items are done by its end is told'),
          asOf: asOfInput,
          ...sampling,
        }),
      )
      .output(
        z.object({
          asOf: z.string(),
          project: z.string().optional(),
          seed: z.int(),
          iterations: z.int(),
          items: z.int(),
          throughput: z.array(z.int()).readonly().describe('Items finished a week, the oldest first'),
          unknown: z.string().optional().describe('Why nothing can be told; absent: it can'),
          p50: weeksAndDate.describe('Absent: later than ten years, or never, or not known'),
          p85: weeksAndDate,
          p95: weeksAndDate,
          itemsBy: z
            .object({ day, p50: z.int(), p85: z.int(), p95: z.int() })
            .optional()
            .describe('Items done by the day, with at least this chance each'),
          chances: z.array(chance).readonly().describe('Chance to be done after 0, 1, 2 … weeks'),
          assumptions: z.array(z.string()).readonly(),
          gaps: gapsReply,
        }),
      )
      .query(({ input }) => service.throughput(given(input))),
    doubts: procedure('viewer')
      .meta(
        rest('GET', '/forecast/doubts', 'Finishes of the schedule that people will hardly keep, and why not'),
      )
      .input(z.object({ project: question.project }))
      .output(z.object({ asOf: z.string(), ...doubts }))
      .query(({ input }) => service.doubts(input.project)),
    risks: procedure('viewer')
      .meta(rest('GET', '/forecast/risks', 'Risks that all forecasts count'))
      .input(
        z.object({
          ended: z.boolean().optional().describe('Also those that ended'),
          ...wholeListInput(['probability', 'impact', 'title', 'at', 'endedAt'], 'the newest first'),
        }),
      )
      .output(z.object({ risks: z.array(keptRisk).readonly(), ...wholeListOutput }))
      .query(async ({ input: { ended, ...page } }) => {
        const { rows, ...next } = pageOfWhole(await service.risks(ended === true), page, {
          id: ({ id }) => id,
          by: { title: ({ title }) => title.toLowerCase(), impact: ({ impact: days }) => days.likely },
        })
        return { risks: rows, ...next }
      }),
    addRisk: procedure('contributor')
      .meta(rest('POST', '/forecast/risks', 'Keep a risk that all forecasts count'))
      .input(forecastRisk.extend({ note: z.string().max(2000).optional() }))
      .output(keptRisk)
      .mutation(({ input: { note, ...risk }, ctx }) =>
        service.addRisk({ ...risk, by: ctx.principal.name, ...(note !== undefined && { note }) }),
      ),
    endRisk: procedure('contributor')
      .meta(rest('POST', '/forecast/risks/{id}/end', 'Have forecasts count a risk no more'))
      .input(z.object({ id: z.string().min(1) }))
      .output(keptRisk)
      .mutation(({ input, ctx }) => service.endRisk(input.id, ctx.principal.name)),
  })
}
