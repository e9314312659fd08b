/** Planner's timestamps: UTC with seven digits behind the second. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace(/Z$/, '0000Z')

/** An identity as Planner gives it: the id alone. */
export const by = (person: string): object => ({ user: { displayName: null, id: person } })
