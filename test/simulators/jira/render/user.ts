import type { JsonObject } from '../../common/json.ts'
import type { JiraUser } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { apiRoot } from './api-root.ts'

const avatars = (accountId: string): JsonObject =>
  Object.fromEntries(
    ['48x48', '24x24', '16x16', '32x32'].map((size) => [
      size,
      `https://avatars.example/${accountId}/${size}.png`,
    ]),
  )

/** A person: on Cloud without name and key, and mostly without address; on Data Center with all of them. */
export const renderUser = (world: World, user: JiraUser): JsonObject =>
  world.edition === 'cloud' ? renderCloudUser(world, user) : renderServerUser(world, user)

const renderServerUser = (world: World, user: JiraUser): JsonObject => ({
  self: `${apiRoot(world)}/user?username=${encodeURIComponent(user.name)}`,
  name: user.name,
  key: user.key,
  emailAddress: user.emailAddress,
  avatarUrls: avatars(user.key),
  displayName: user.displayName,
  active: user.active,
  timeZone: user.timeZone,
})

const renderCloudUser = (world: World, user: JiraUser): JsonObject => ({
  self: `${apiRoot(world)}/user?accountId=${user.accountId}`,
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
