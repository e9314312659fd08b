import { z } from 'zod'
import { identifier } from './identifier.ts'

const artefactKind = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    error: 'is no kind of artefact; write lower-case letters, digits and "-", e.g. "project-charter"',
  })
  .describe('As the register of artefacts names it, e.g. project-charter')

/** The artefacts that projects need, phase by phase. */
export const artefactSet = z.strictObject({
  id: identifier,
  classes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Classes of projects that it is for; absent: all. A project goes by the first set that fits'),
  phases: z
    .array(
      z.strictObject({
        names: z
          .array(z.string().min(1))
          .min(1)
          .describe('What projects call this phase; large and small letters are the same'),
        artefacts: z
          .array(
            z.strictObject({
              kind: artefactKind,
              state: z
                .enum(['exists', 'approved'])
                .describe('approved: somebody approved the version that counts'),
            }),
          )
          .describe('What its gate asks for'),
      }),
    )
    .min(1)
    .describe('In their order'),
})
/**
 * Artefacts by phase, as pmo.config.ts states them.
 *
 * @example
 * ```ts
 * const small: ArtefactSet = {
 *   id: 'small',
 *   classes: ['run'],
 *   phases: [{ names: ['Planning'], artefacts: [{ kind: 'project-charter', state: 'approved' }] }],
 * }
 * ```
 */
export type ArtefactSet = z.infer<typeof artefactSet>

/** What the PMO asks of its projects. */
export const governance = z.strictObject({
  artefactSets: z
    .array(artefactSet)
    .optional()
    .describe('Artefacts by phase and class. Default: those of PM²; an empty list asks for none'),
})
/**
 * What the PMO asks of its projects, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const none: GovernanceSettings = { artefactSets: [] }
 * ```
 */
export type GovernanceSettings = z.infer<typeof governance>
