/**
 * A second, naive reading of a plan for comparison: the text is cut at its tags, nothing else. It shares no
 * code with the plugin.
 */
export interface Counts {
  readonly tasks: number
  readonly summaries: number
  readonly milestones: number
  readonly links: Readonly<Record<'FS' | 'SS' | 'FF' | 'SF', number>>
  readonly calendars: number
  readonly resources: number
  readonly assignments: number
  readonly baselines: number
}

export function countTags(xml: string): Counts {
  const tasks = blocks(xml, 'Tasks', 'Task').filter(
    (task) => !(value(task, 'UID') === '0' && value(task, 'OutlineLevel') === '0'),
  )
  const resources = blocks(xml, 'Resources', 'Resource').filter(
    (resource) => value(resource, 'UID') !== '0' || value(resource, 'Name') !== undefined,
  )
  const assignments = blocks(xml, 'Assignments', 'Assignment').filter(
    (one) => value(one, 'ResourceUID') !== '-65535',
  )
  const links = tasks.flatMap((task) => task.split('<PredecessorLink>').slice(1))
  const typed = (type: string): number => links.filter((link) => value(link, 'Type') === type).length
  const having = (name: string): number => tasks.filter((task) => value(task, name) === '1').length
  const kept = [...blocks(xml, 'Tasks', 'Task'), ...resources, ...assignments]
  return {
    tasks: tasks.length,
    summaries: having('Summary'),
    milestones: having('Milestone'),
    links: { FF: typed('0'), FS: typed('1'), SF: typed('2'), SS: typed('3') },
    calendars: blocks(xml, 'Calendars', 'Calendar').length,
    resources: resources.length,
    assignments: assignments.length,
    baselines: kept.reduce((sum, block) => sum + block.split('<Baseline>').length - 1, 0),
  }
}

/** The texts of the entries of a section. */
export function blocks(xml: string, section: string, entry: string): string[] {
  const from = xml.indexOf(`<${section}>`)
  const to = xml.indexOf(`</${section}>`)
  if (from < 0) return []
  return xml
    .slice(from, to)
    .split(`<${entry}>`)
    .slice(1)
    .map((block) => block.split(`</${entry}>`)[0] ?? '')
}

/** The first value under a tag. */
export function value(block: string, name: string): string | undefined {
  const found = block.split(`<${name}>`)[1]?.split(`</${name}>`)[0]
  return found === '' ? undefined : found
}
