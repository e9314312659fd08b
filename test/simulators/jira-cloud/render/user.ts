import type { JsonObject } from '../../common/json.ts'
import type { JiraUser } from '../../jira/state/model.ts'
import type { World } from '../../jira/state/world.ts'

const avatars = (accountId: string): JsonObject =>
  Object.fromEntries(
    ['48x48', '24x24', '16x16', '32x32'].map((size) => [
      size,
      `https://avatars.example/${accountId}/${size}.png`,
    ]),
  )

/** A person as Cloud shows one: no name and no key, and mostly no address. */
export const renderUser = (world: World, user: JiraUser): JsonObject => ({
  self: `${world.siteUrl}/rest/api/3/user?accountId=${user.accountId}`,
  accountId: user.accountId,
  ...(user.emailHidden || user.deleted ? {} : { emailAddress: user.emailAddress }),
  avatarUrls: avatars(user.accountId),
  displayName: user.displayName,
  active: user.active,
  timeZone: user.timeZone,
  accountType: user.accountType,
})

/** The person of a login, or null. */
export const renderPerson = (world: World, login: string | null): JsonObject | null => {
  const user = login === null ? undefined : world.users.get(login)
  return user === undefined ? null : renderUser(world, user)
}
