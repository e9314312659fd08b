import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { instant } from '../model/common.ts'

/**
 * What is known of the data of one connection: how fresh, how whole, what of it could not be understood, and where
 * it contradicts what another source says.
 *
 * @example
 * ```ts
 * const old = (sources: readonly SourceFact[]) => sources.filter(({ stale }) => stale)
 * ```
 */
export const sourceFact = z.object({
  connection: z.string().describe('Id of the connection'),
  plugin: z.string().describe('Id of the plugin that reads it'),
  projects: z.array(z.string()).readonly().describe('Ids of the projects with a source in it'),
  lastRead: instant.optional().describe('When it was last read, with or without a flaw'),
  lastFlawless: instant
    .optional()
    .describe('Up to when all of its streams are known to be whole; absent: never'),
  staleAfterMinutes: z.number().positive().describe('How old it may be, as agreed'),
  stale: z.boolean().describe('Older than agreed, or never read'),
  streams: z
    .array(
      z.object({
        stream: z.string(),
        outcome: z.enum(['ok', 'partial', 'failed', 'never']).describe('Of its last run'),
        reason: z.string().optional().describe('Why it is not ok'),
      }),
    )
    .readonly(),
  awaitingApproval: z.int().min(0).describe('Removals that wait for a person to approve or reject them'),
  refused: z.int().min(0).describe('Elements that could not be mapped at the last reading'),
  warnings: z.int().min(0).describe('Live work items that could not be carried over unchanged'),
  items: z.int().min(0).optional().describe('Live work items; told to rules of the portfolio'),
  unassigned: z
    .int()
    .min(0)
    .optional()
    .describe('Of them, those that no project has claimed; told to rules of the portfolio'),
  overlaps: z
    .array(
      z.object({
        project: z.string().describe('Id of the project that has the items'),
        also: z.string().describe('Id of another with a source that claims them'),
        items: z.int().min(1),
      }),
    )
    .readonly()
    .optional()
    .describe('Items that several projects claim; told to rules of the portfolio; absent: not looked for'),
  unmappedStatuses: z
    .array(z.object({ name: z.string(), items: z.int().min(1) }))
    .readonly()
    .describe('Statuses of its tracker whose meaning nobody has told, with the items that have them'),
  fields: z
    .array(
      z.object({
        field: z.string().describe("Field of the model's work item"),
        project: z.string().describe('Id of the project'),
        known: z.int().min(0),
        needed: z.int().min(0).describe('Items that should have it'),
      }),
    )
    .readonly()
    .describe('How far the fields that figures rest on are filled'),
  people: z
    .object({
      accounts: z.int().min(0).describe('Accounts of people that have work'),
      known: z.int().min(0).describe('Of them, those that are a known person of the organisation'),
      doubtful: z.int().min(0).describe('Of them, those that may be a person known under another account'),
    })
    .describe('Whether it is known who the people are'),
  contradictions: z
    .array(
      z.object({
        id: z.string().describe('Stable'),
        message: z.string().describe('What one says and what the other says, as a sentence'),
        items: z.array(recordKey).readonly(),
      }),
    )
    .readonly()
    .describe('Where another source says otherwise of the same thing'),
})
/** See {@link sourceFact}. */
export type SourceFact = Readonly<z.infer<typeof sourceFact>>
