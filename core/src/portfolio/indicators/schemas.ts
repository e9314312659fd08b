import { money } from '@headless-pmo/sdk'
import { z } from 'zod'

const value = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('day'), day: z.string() }),
    z.object({ type: z.literal('period'), start: z.string().optional(), finish: z.string().optional() }),
    z.object({ type: z.literal('days'), days: z.number().describe('Calendar days') }),
    z.object({ type: z.literal('minutes'), minutes: z.number().describe('Minutes of work') }),
    z.object({ type: z.literal('share'), share: z.number().describe('0 to 1') }),
    z.object({ type: z.literal('ratio'), ratio: z.number().describe('One figure divided by another') }),
    z.object({ type: z.literal('count'), count: z.number() }),
    z.object({
      type: z.literal('money'),
      amounts: z.array(money).readonly().describe('One amount a currency; they are never added'),
    }),
    z.object({ type: z.literal('text'), text: z.string() }),
  ])
  .describe('A figure with its unit')

const light = z.enum(['green', 'amber', 'red', 'unknown'])

/** A row of evidence. */
export const evidenceRow = z.object({
  of: z.union([
    z.object({
      kind: z.enum(['workItem', 'milestone', 'baseline']),
      connection: z.string(),
      ref: z.string(),
      key: z.string().optional(),
    }),
    z.object({ kind: z.enum(['project', 'program', 'portfolio']), id: z.string() }),
    z.object({ kind: z.literal('definition'), field: z.string() }),
  ]),
  title: z.string(),
  brings: value.optional().describe('What the row brings into the value; absent: it says nothing'),
  weight: z.number().optional(),
})

/** Until when a source is known. */
export const sourceAsOf = z.object({
  connection: z.string(),
  asOf: z.string().optional().describe('Absent: never read without a flaw'),
  stale: z.boolean(),
})

/** An honest figure. */
export const indicatorSchema = z
  .object({
    id: z.string(),
    subject: z.object({ kind: z.enum(['project', 'program', 'portfolio']), id: z.string() }),
    title: z.string(),
    value: value.optional().describe('Absent exactly where `state` is unknown'),
    state: z.enum(['known', 'partial', 'stale', 'unknown']),
    light: light.optional().describe('Absent: nothing was agreed that it could be judged by'),
    yardstick: z.string().optional(),
    because: z.string(),
    formula: z.string(),
    coverage: z.object({
      known: z.number(),
      needed: z.number(),
      share: z.number().optional().describe('0 to 1; absent where nothing is needed'),
      of: z.string(),
    }),
    asOf: z.array(sourceAsOf).readonly(),
    evidence: z.array(evidenceRow).readonly().describe('The most telling rows; `evidenceTotal` counts all'),
    evidenceTotal: z.int(),
    assumptions: z.array(z.string()).readonly(),
    actions: z.array(z.string()).readonly().describe('What somebody should do'),
  })
  .describe('A figure with what it rests on; never green on missing or old data')

/** Figures of a day, without their rows. */
export const snapshotSchema = z.object({
  project: z.string(),
  day: z.string().describe('Calendar day, UTC'),
  takenAt: z.string(),
  version: z.int().describe("Version of the project's definition"),
  counts: z.record(z.string(), z.number()),
  figures: z
    .record(
      z.string(),
      z.object({
        value: value.optional(),
        state: z.enum(['known', 'partial', 'stale', 'unknown']),
        light: light.optional(),
        coverage: z.number().optional(),
      }),
    )
    .describe('By the ids of indicators'),
  asOf: z.array(z.object({ connection: z.string(), asOf: z.string().optional() })).readonly(),
})
