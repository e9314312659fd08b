import type { DocumentPath } from './openapi-path.ts'

/** What each group of operations is about, in the order in which a reader meets them. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  overview: 'Every project with its health, dates, forecast and findings, at one look',
  reports: 'Status reports, as they are and as they were kept',
  portfolios: 'Portfolios, programs, projects and their figures, with evidence and trend',
  projects: 'Projects: which parts of which trackers belong to them',
  items: 'Work items of all trackers: lists, one, its history, the past',
  dependencies: 'Links between items and projects of any tools, stated, found and decided',
  schedule: 'Computed dates, floats, critical path',
  impact: 'What moves if something slips or changes; nothing is kept',
  scenarios: 'What-if scenarios that are kept, compared and adopted',
  roadmap: 'All items and their links as compact rows, for charts',
  forecast: 'When things will be finished, with which chance',
  conflicts: 'Where projects, tools and people contradict each other',
  measures: 'Flow and earned value',
  capacity: 'Who is asked for how much',
  baselines: 'What was promised, and how far things are from it',
  standards: 'Runs of the rules, results and scorecards',
  findings: 'What rules have found, and what was waived',
  rules: 'Rules of plugins and of the house, how they are set, and trying them out',
  registers: 'What the PMO itself keeps: decisions, risks, gates, budgets …',
  people: 'Accounts, persons and what belongs together',
  organisation: 'Units, teams, roles, calendars and absences',
  connections: 'Trackers: how they are read, and a test of it',
  sync: 'Runs of connections, their progress, and removals that wait',
  changes: 'The change feed of all records',
  events: 'What happens, as it happens',
  notifiers: 'Who is told of what, and how',
  plugins: 'What is installed, whether it works, and what it answers itself',
  definitions: 'The configuration as the server holds it',
  webhooks: 'Addresses at which trackers tell of changes',
  tokens: 'Who may ask, and with which role',
  session: 'Signing a browser in and out',
  export: 'Everything as a stream, and plans for other tools',
  health: 'Whether the server is well, and what to do where it is not',
}

/** The tags that are used by these paths, described, in order. A tag without a description is listed by its name alone. */
export function tagsOf(
  paths: readonly DocumentPath[],
): readonly { readonly name: string; readonly description?: string }[] {
  const used = new Set(
    paths.flatMap((methods) =>
      Object.values(methods).flatMap(({ tags }) => (Array.isArray(tags) ? tags.map(String) : [])),
    ),
  )
  const known = Object.keys(DESCRIPTIONS)
  return [
    ...known.filter((name) => used.has(name)),
    ...[...used].filter((name) => !known.includes(name)),
  ].map((name) => {
    const description = DESCRIPTIONS[name]
    return { name, ...(description !== undefined && { description }) }
  })
}
