import { z } from 'zod'

/** An end of a link that core keeps: an item or milestone of a tracker by its public key, or a project of the PMO. */
export type LinkEnd =
  | { readonly kind: 'workItem' | 'milestone'; readonly connection: string; readonly ref: string }
  | { readonly kind: 'project'; readonly project: string }

/** How an end is named in a request: refs, former refs and readable keys lead to the same item. */
export const linkEndInput = z
  .union([
    z.strictObject({
      kind: z.enum(['workItem', 'milestone']).default('workItem'),
      connection: z.string().min(1).describe('Id of the connection that has it'),
      ref: z.string().min(1).describe('Ref, former ref or readable key, e.g. "acme/web#12"'),
    }),
    z.strictObject({ kind: z.literal('project'), project: z.string().min(1).describe('Id of the project') }),
  ])
  .describe('An item or milestone of a tracker, or a project of the PMO')

/** An end as one text, equal for equal ends; it sorts and compares. */
export function endText(end: LinkEnd): string {
  return end.kind === 'project'
    ? JSON.stringify(['project', end.project])
    : JSON.stringify([end.kind, end.connection, end.ref])
}
