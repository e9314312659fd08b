/** The readable key of a plan: its path without the ending. */
export function planKey(plan: string): string {
  return plan.replace(/\.xml$/i, '')
}
