import { z } from 'zod'

const rules = z
  .array(
    z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*(\.\*)?$/, {
      error: 'is no rule; write its id, or all of a family, e.g. "dcma.logic" or "dcma.*"',
    }),
  )
  .min(1)

/** How projects are scored. */
export const scorecard = z.strictObject({
  levels: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('For people, e.g. "Tracking"'),
        needs: z
          .array(
            z.strictObject({
              rules: rules.describe('Ids of rules, or families as "dcma.*"'),
              share: z
                .number()
                .min(0)
                .max(1)
                .optional()
                .describe('Share of what each rule judges that has to pass. Default 0.8'),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .optional()
    .describe('The ladder, the lowest level first; each stands on those below. Default: Planning to Risks'),
  weights: z
    .record(z.string().min(1), z.number().min(0))
    .optional()
    .describe('Weights of rules in the score, by id or family; absent: 1, of errors 3, of notes 0.5'),
})
/**
 * How projects are scored, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const scorecard: ScorecardSettings = {
 *   levels: [{ name: 'Planned', needs: [{ rules: ['dcma.logic', 'agile.estimate'], share: 0.9 }] }],
 *   weights: { 'dcma.*': 2 },
 * }
 * ```
 */
export type ScorecardSettings = z.infer<typeof scorecard>
