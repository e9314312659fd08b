import { z } from '@headless-pmo/sdk'

/** Microsoft Graph of the worldwide cloud. National clouds have others, e.g. https://graph.microsoft.us. */
export const GRAPH = 'https://graph.microsoft.com'

/** Which basic plans of Microsoft Planner are read, and from where. */
export const PlannerConfig = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: `Write an address, for example ${GRAPH}.` })
    .default(GRAPH)
    .transform((url) => url.replace(/\/+$/, '').replace(/\/(v1\.0|beta)$/, ''))
    .describe('Address of Microsoft Graph; national clouds have their own, e.g. https://graph.microsoft.us'),
  groups: z
    .array(
      z
        .string()
        .regex(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
          'is no id of a group; write its object id as Microsoft Entra shows it, for example 02bd9fd6-8f93-4758-87c3-1fb73740a315.',
        ),
    )
    .default([])
    .describe(
      'Object ids of Microsoft 365 groups; all their plans are read. Without groups and plans: all groups that can be seen',
    ),
  plans: z
    .array(
      z
        .string()
        .regex(
          /^[\w-]{28}$/,
          'is no id of a plan; write the 28 characters after /plan/ of its address, upper and lower case as they are.',
        ),
    )
    .default([])
    .describe('Ids of single plans, the 28 characters after /plan/ of their addresses'),
  delta: z
    .boolean()
    .default(false)
    .describe('Ask for changes only, by functions that Microsoft Graph offers in its beta version alone'),
})
export type PlannerConfig = z.output<typeof PlannerConfig>
