/**
 * JQL for the issues of a project, ascending by their change. An instant is told as Unix milliseconds: a date
 * would be read in the time zone of the account, to the minute.
 */
export function jqlOf(project: string, since: number | undefined, clause?: string): string {
  const conditions = [
    `project = ${project}`,
    ...(since === undefined ? [] : [`updated >= ${since}`]),
    ...(clause === undefined ? [] : [clause]),
  ]
  return `${conditions.join(' AND ')} ORDER BY updated ASC, key ASC`
}
