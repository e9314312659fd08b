import { z } from '@headless-pmo/sdk'

/** Settings of every rule that counts tasks: which items are tasks. */
export const population = {
  milestones: z.boolean().default(true).describe('Whether milestones count as tasks; sources differ'),
  leaveOut: z
    .array(z.string())
    .default(['level-of-effort', 'loe', 'SubprojectName', 'IsSubproject'])
    .describe(
      'Labels and keys of custom fields: a task with such a label, or a yes in such a field, is level of effort or an inserted project and is left out',
    ),
}

/** Setting of every rule that rests on durations: how many may be assumed. */
export const assumptions = {
  assumedShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Share of the tasks whose duration may be assumed or missing; beyond it the answer is unknown'),
}

/** Setting of every rule that looks at what was promised. */
export const baselineNumber = {
  baseline: z.int().min(0).max(10).default(0).describe('Number of the baseline that holds'),
}

/** Share of tasks or links, 0 to 1. */
export const shareOf = (fallback: number, what: string) =>
  z.number().min(0).max(1).default(fallback).describe(what)
