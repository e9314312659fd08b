import { isObject, listOf, textOf } from './json.ts'

/**
 * Ids of sprints in any form that Jira writes: a list of sprints (Cloud), of texts such as
 * `com.atlassian.greenhopper.service.sprint.Sprint@1f2e[id=7,rapidViewId=3,state=ACTIVE,name=…]` (Data Center),
 * or numbers with commas between them (changelogs). Each once.
 */
export function sprintIdsIn(value: unknown): readonly string[] {
  return [...new Set(Array.isArray(value) ? listOf(value).flatMap(idsOfOne) : idsOfOne(value))]
}

function idsOfOne(value: unknown): readonly string[] {
  if (isObject(value)) {
    const id = textOf(value['id'])
    return id === undefined ? [] : [id]
  }
  const text = textOf(value)?.trim() ?? ''
  if (/^[\d\s,]*$/.test(text)) return text.split(/[\s,]+/).filter((id) => id !== '')
  const id = idInText(text)
  return id === undefined ? [] : [id]
}

/** The id stands first, or last on older servers; elsewhere only where it stands once, since names may hold anything. */
function idInText(text: string): string | undefined {
  const open = text.indexOf('[')
  if (open < 0) return undefined
  const inner = text.slice(open + 1, text.endsWith(']') ? -1 : undefined)
  const [, first] = /^id=(\d+)(?:,|$)/.exec(inner) ?? []
  const [, last] = /,id=(\d+)$/.exec(inner.slice(-30)) ?? []
  if (first !== undefined || last !== undefined) return first ?? last
  const all = inner.match(/,id=\d+,/g) ?? []
  return all.length === 1 ? all[0]?.slice(4, -1) : undefined
}
