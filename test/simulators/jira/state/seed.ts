import type { JiraOptions } from '../options.ts'
import { seedIssues } from '../presets/synthetic.ts'
import { addProject } from './projects.ts'
import { addSite, addUser } from './site.ts'
import type { World } from './world.ts'

const FIRST_USER = { login: 'ada', displayName: 'Ada Byron', email: 'ada@acme.example' } as const

/** The site, its people and its projects. */
export const seedWorld = (world: World, options: JiraOptions): void => {
  addSite(world)
  for (const user of options.users ?? [FIRST_USER]) addUser(world, user)
  const logins = [...Object.values(options.tokens ?? {}), ...Object.keys(options.apiTokens ?? {})]
  for (const login of [...logins, ...(options.oauthApps ?? []).map((app) => app.login)])
    addUser(world, { login })
  const [first] = [...world.users.keys()]
  for (const seed of options.projects ?? []) {
    const lead = seed.lead ?? first ?? FIRST_USER.login
    addUser(world, { login: lead })
    const { key, name, style } = seed
    const project = addProject(world, {
      key,
      lead,
      ...(name === undefined ? {} : { name }),
      ...(style === undefined ? {} : { style }),
    })
    if (seed.issues !== undefined)
      seedIssues(world, project, { count: seed.issues, histories: seed.historiesPerIssue ?? 0 })
  }
}
