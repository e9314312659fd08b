import { isJsonObject, type JsonObject } from '../../common/json.ts'
import type { Account } from '../state/model.ts'
import type { World } from '../state/world.ts'

const PUBLIC_PROFILE_KEYS = [
  'name',
  'company',
  'blog',
  'location',
  'email',
  'hireable',
  'bio',
  'twitter_username',
]
const COUNT_KEYS = ['public_repos', 'public_gists', 'followers', 'following', 'created_at', 'updated_at']

/** The short form in which people appear inside other payloads. */
export const renderSimpleUser = (world: World, account: Account): JsonObject => {
  if (account.recorded !== undefined) return withoutProfile(account.recorded)
  const { api, html } = world.addresses
  const self = `${api}/users/${account.login}`
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `${html}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url: self,
    html_url: `${html}/${account.login}`,
    followers_url: `${self}/followers`,
    following_url: `${self}/following{/other_user}`,
    gists_url: `${self}/gists{/gist_id}`,
    starred_url: `${self}/starred{/owner}{/repo}`,
    subscriptions_url: `${self}/subscriptions`,
    organizations_url: `${self}/orgs`,
    repos_url: `${self}/repos`,
    events_url: `${self}/events{/privacy}`,
    received_events_url: `${self}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

const withoutProfile = (recorded: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(recorded).filter(
      ([key]) => !PUBLIC_PROFILE_KEYS.includes(key) && !COUNT_KEYS.includes(key),
    ),
  )

/** Null for nobody and for deleted accounts. */
export const renderActor = (world: World, login: string | null): JsonObject | null => {
  const account = login === null ? undefined : world.accounts.get(login.toLowerCase())
  return account === undefined || account.deleted ? null : renderSimpleUser(world, account)
}

/** The profile that `/users/{login}` answers. */
export const renderUser = (world: World, account: Account): JsonObject => {
  if (account.recorded !== undefined && 'followers' in account.recorded) return account.recorded
  return {
    ...renderSimpleUser(world, account),
    name: account.name,
    company: account.company,
    blog: '',
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  }
}

/** The form of `/orgs/{org}`. */
export const renderOrganization = (world: World, account: Account): JsonObject => {
  const { api, html } = world.addresses
  const self = `${api}/orgs/${account.login}`
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    url: self,
    repos_url: `${self}/repos`,
    events_url: `${self}/events`,
    hooks_url: `${self}/hooks`,
    issues_url: `${self}/issues`,
    members_url: `${self}/members{/member}`,
    public_members_url: `${self}/public_members{/member}`,
    avatar_url: `${html}/avatars/u/${account.id}?v=4`,
    description: null,
    name: account.name ?? account.login,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: [...world.repositories.values()].filter((repository) => repository.owner === account.login)
      .length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${html}/${account.login}`,
    type: 'Organization',
    created_at: account.createdAt,
    updated_at: account.updatedAt,
    archived_at: null,
  }
}

/** Reads a text out of a recorded payload. */
export const textOf = (value: unknown, key: string): string | null => {
  if (!isJsonObject(value)) return null
  const text = value[key]
  return typeof text === 'string' ? text : null
}
