/** Writes small plans for tests. Values are put in as given: escaping is up to the test. */
export type Fields = Readonly<Record<string, string | number>>

export const PROJECT_NS = 'http://schemas.microsoft.com/project'

/** `<name>…</name>` of fields, or of text that is XML already. */
export function element(name: string, content: Fields | string, more = ''): string {
  const inner =
    typeof content === 'string'
      ? content
      : Object.entries(content)
          .map(([field, value]) => `<${field}>${value}</${field}>`)
          .join('')
  return `<${name}>${inner}${more}</${name}>`
}

export interface PlanParts {
  readonly header?: string
  readonly calendars?: readonly string[]
  readonly tasks?: readonly string[]
  readonly resources?: readonly string[]
  readonly assignments?: readonly string[]
}

/** A whole plan; sections in the order of the format. */
export function plan(parts: PlanParts): string {
  const section = (name: string, entries: readonly string[] | undefined): string =>
    entries === undefined ? '' : element(name, entries.join('\n'))
  return `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="${PROJECT_NS}">
${parts.header ?? element('CurrencyCode', 'EUR')}
${section('Calendars', parts.calendars)}
${section('Tasks', parts.tasks)}
${section('Resources', parts.resources)}
${section('Assignments', parts.assignments)}
</Project>`
}

/** A task on the first outline level unless it says otherwise. */
export function task(uid: number, fields: Fields = {}, more = ''): string {
  return element('Task', { UID: uid, ID: uid, Name: `Task ${uid}`, OutlineLevel: 1, ...fields }, more)
}
