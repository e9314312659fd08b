import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** Anything of Jira's that has an id: all that is needed to keep it. What it holds, the mapping reads leniently. */
export const Element = z.looseObject({ id: Id })
export type Element = z.infer<typeof Element>
