import { day } from '@headless-pmo/sdk'
import { z } from 'zod'
import { amountText } from './amount.ts'

const MOST_STEPS = 100
const MOST_PHASES = 50

const name = z.string().trim().min(1).max(300)
const item = name.describe('Key of an item ("ABC-12", "acme/web#3"), or connection/ref')

/** What a project that does not exist yet would look like: phases with their lengths and what they need. */
export const projectShape = z
  .strictObject({
    name,
    start: day.optional().describe('First day; absent: as soon as what it waits for is done'),
    due: day.optional().describe('Day by which it is to be done'),
    phases: z
      .array(
        z.strictObject({
          name,
          takes: amountText,
          after: z
            .array(name)
            .optional()
            .describe('Names of phases before it; absent: the one before it in the list; empty: none'),
          needs: z
            .array(
              z.strictObject({
                role: name,
                people: z.number().positive().max(10_000).describe('Full-time people over the whole phase'),
              }),
            )
            .optional(),
        }),
      )
      .min(1)
      .max(MOST_PHASES),
    waitsFor: z.array(item).max(MOST_PHASES).optional().describe('Items that are done before it starts'),
    heldUp: z.array(item).max(MOST_PHASES).optional().describe('Items that cannot start before it is done'),
  })
  .describe('A project of assumed shape')
/** A checked shape of a project. The shape of {@link projectShape}. */
export type ProjectShape = z.infer<typeof projectShape>

/**
 * One thing that a scenario supposes. All steps hold at once; their order does not matter, except that the last of
 * several durations of one item counts, the last of several days that one project moves to, and that links are added
 * and taken away one after the other.
 */
export const scenarioStep = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('slip').describe('Starts (once it has begun: finishes) later than it otherwise would'),
    item,
    by: amountText,
  }),
  z.strictObject({
    do: z.literal('set-duration').describe('Takes as long as this'),
    item,
    duration: amountText,
  }),
  z.strictObject({
    do: z.literal('add-link'),
    from: item.describe('Predecessor'),
    to: item.describe('Successor'),
    type: z.enum(['FS', 'SS', 'FF', 'SF']).default('FS'),
    lag: amountText.optional(),
  }),
  z.strictObject({
    do: z.literal('remove-link'),
    from: item.describe('Predecessor'),
    to: item.describe('Successor'),
    type: z.enum(['FS', 'SS', 'FF', 'SF']).optional().describe('Absent: all links between the two'),
  }),
  z.strictObject({
    do: z
      .literal('move-project')
      .describe('Its start and all dates of its own move; what is promised to others (deadlines) stays'),
    project: name.describe('Id of a project'),
    to: day.optional().describe('New first day'),
    by: amountText.optional().describe('In place of a day'),
  }),
  z.strictObject({
    do: z.literal('give-away').describe('Somebody outside of the portfolio does it'),
    item,
    back: day
      .optional()
      .describe('Day on which it is handed back; absent: it is dropped, and nothing waits for its duration'),
  }),
  z.strictObject({
    do: z.literal('release-person').describe('Leaves all unfinished work'),
    person: name.describe('Id, name or e-mail of a person, or an account as connection/login'),
    to: name.optional().describe('Who takes the work over; absent: nobody'),
    handover: amountText.optional().describe('How much later each item is for being handed over'),
  }),
  z.strictObject({ do: z.literal('add-project'), shape: projectShape }),
])
/** A checked step. The shape of {@link scenarioStep}. */
export type ScenarioStep = z.infer<typeof scenarioStep>

/** The steps of a scenario. None at all is allowed: it stands for the plan as it is. */
export const scenarioSteps = z.array(scenarioStep).max(MOST_STEPS)
