import { fixedClock, instantOf } from '../../common/clock.ts'
import { COLLEAGUES, colleague, mailbox } from '../../common/northwind/cast.ts'
import type { JiraCloudOptions } from '../../jira/options.ts'
import type { World } from '../../jira/state/world.ts'
import { DAY_MS } from './northwind-days.ts'
import { projectSteps } from './northwind-project.ts'
import { LOCK, MEMBERSHIP } from './northwind-work.ts'

/** Login of the demo's connection. */
const READER = 'mara.lindt'

/** How long the story is, in days. */
const STORY_DAYS = 172

/** The Jira site of the demo's company: two scrum teams, half a year of work, releases that slip. */
export const northwindJira = (options: { readonly now: string | number }): JiraCloudOptions => ({
  users: [
    ...COLLEAGUES.flatMap(({ name, jira }) =>
      jira === undefined
        ? []
        : [
            {
              login: jira.login,
              displayName: name,
              email: mailbox(name),
              emailHidden: jira.emailHidden,
              timeZone: 'Europe/Berlin',
            },
          ],
    ),
    { login: 'automation', displayName: 'Automation for Jira', accountType: 'app' },
  ],
  apiTokens: { [READER]: 'sim-api-token' },
  seedWith: (world) => tell(world, instantOf(options.now)),
})

/** E-mail address that goes with the demo's API token. */
export const NORTHWIND_READER = mailbox('Mara Lindt')

/** Lets the story happen hour by hour before `now`, so that histories and intervals are those of real work. */
const tell = (world: World, now: number): void => {
  const present = world.clock
  const past = fixedClock(now - STORY_DAYS * DAY_MS)
  world.clock = past
  const steps = [MEMBERSHIP, LOCK]
    .flatMap((project) => projectSteps(world, project, now))
    .map((step, index) => ({ ...step, index }))
    .toSorted((one, other) => one.day - other.day || one.index - other.index)
  for (const { day, happen } of steps) {
    const at = Math.min(now - 60_000, Math.round(now + day * DAY_MS))
    past.advance(Math.max(0, at - past.now()))
    happen()
  }
  world.clock = present
}

/** Login of a colleague in Jira. @throws Error when they have none: a mistake of the story */
export const loginOf = (name: string): string => {
  const { jira } = colleague(name)
  if (jira === undefined) throw new Error(`${name} is not in Jira.`)
  return jira.login
}
