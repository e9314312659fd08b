const MODEL_FIELDS: Readonly<Record<string, string>> = {
  epicLink: 'parent',
  flagged: 'blocked',
  parentLink: 'parent',
  points: 'points',
  sprint: 'iteration',
  startDate: 'plannedStart',
  targetEnd: 'plannedFinish',
  targetStart: 'plannedStart',
}

/**
 * The field of the model that a role feeds; `iteration`: stays in sprints. Undefined for roles whose values stand
 * in `fields` of the item under the role's name: rank, team, and what the config adds.
 */
export function modelFieldOf(role: string): string | undefined {
  return Object.hasOwn(MODEL_FIELDS, role) ? MODEL_FIELDS[role] : undefined
}
