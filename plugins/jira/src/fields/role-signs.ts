import type { KnownRole } from './field-table.ts'

/** How a field is recognised. Jira numbers custom fields anew on every site: an id says nothing. */
export interface Sign {
  /** Key of its schema's kind, which no administrator can change; or its name on a site in English. */
  readonly by: 'kind' | 'name'
  readonly is: string
  /** Type of its values, where a name alone could mean anything. */
  readonly type?: readonly string[]
}

const kind = (is: string): Sign => ({ by: 'kind', is })
const name = (is: string, ...type: readonly string[]): Sign => ({ by: 'name', is, type })

const DATES = ['date', 'datetime']

/**
 * The signs of each role, best first. Company-managed projects estimate in "Story Points", team-managed ones in
 * "Story point estimate", whose kind is its own; a site has both.
 */
export const roleSigns: Readonly<Record<KnownRole, readonly Sign[]>> = {
  epicLink: [kind('com.pyxis.greenhopper.jira:gh-epic-link'), name('Epic Link')],
  flagged: [name('Flagged', 'array')],
  parentLink: [kind('com.atlassian.jpo:jpo-custom-field-parent')],
  points: [
    name('Story Points', 'number'),
    kind('com.pyxis.greenhopper.jira:jsw-story-points'),
    name('Story point estimate', 'number'),
  ],
  rank: [kind('com.pyxis.greenhopper.jira:gh-lexo-rank')],
  sprint: [kind('com.pyxis.greenhopper.jira:gh-sprint')],
  startDate: [name('Start date', ...DATES)],
  targetEnd: [kind('com.atlassian.jpo:jpo-custom-field-baseline-end'), name('Target end', ...DATES)],
  targetStart: [kind('com.atlassian.jpo:jpo-custom-field-baseline-start'), name('Target start', ...DATES)],
  team: [
    kind('com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team'),
    kind('com.atlassian.teams:rm-teams-custom-field-team'),
    kind('com.atlassian.jpo:jpo-custom-field-team'),
  ],
}
