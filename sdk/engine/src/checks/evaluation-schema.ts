import { FACT_KINDS, recordKey, z } from '@headless-pmo/sdk'

const text = z.string().min(1)

const evidence = z.union([
  z.object({ record: recordKey, field: text.optional() }),
  z.object({
    fact: z.enum(FACT_KINDS),
    project: text.optional(),
    id: text.optional(),
    item: recordKey.optional(),
    field: text.optional(),
  }),
  z.object({ project: text }),
])

/** What a check may answer; it comes from a plugin, so it is looked at before it is believed. */
export const evaluationSchema = z.object({
  verdict: z.enum(['pass', 'fail', 'not_applicable', 'unknown']),
  evidence: z.array(evidence),
  message: text,
  figure: z
    .object({
      value: z.number(),
      unit: z.enum(['share', 'ratio', 'count', 'days', 'working_days', 'money']),
      part: z.number().optional(),
      whole: z.number().optional(),
      limit: z.number().optional(),
      within: z.enum(['at_most', 'at_least']).optional(),
    })
    .optional(),
  action: z
    .object({
      text,
      patch: z.array(z.object({ record: recordKey, set: z.record(z.string(), z.json()) })).optional(),
    })
    .optional(),
  key: text.optional(),
})
