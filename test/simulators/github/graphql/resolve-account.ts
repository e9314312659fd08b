import { maySee } from '../auth.ts'
import { findRepository } from '../state/lookup.ts'
import type { Account } from '../state/model.ts'
import { connectionOf, type PageArguments } from './connection.ts'
import { databaseId, paged, type ResolverContext } from './context.ts'

const accountOf = (context: ResolverContext, login: string | null): Account | undefined => {
  const account = login === null ? undefined : context.world.accounts.get(login.toLowerCase())
  return account?.deleted === true ? undefined : account
}

const basics = (context: ResolverContext, account: Account): Record<string, unknown> => ({
  id: account.nodeId,
  databaseId: databaseId(account.id),
  login: account.login,
  name: account.name,
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
  avatarUrl: `${context.world.addresses.html}/avatars/u/${account.id}?v=4`,
  resourcePath: `/${account.login}`,
  url: `${context.world.addresses.html}/${account.login}`,
})

/** Whoever acted: a user, a bot or an organisation; null for nobody and for deleted accounts. */
export const resolveActor = (
  context: ResolverContext,
  login: string | null,
): Record<string, unknown> | null => {
  const account = accountOf(context, login)
  if (account === undefined) return null
  if (account.type === 'Bot') return { __typename: 'Bot', ...basics(context, account) }
  return resolveAccount(context, account)
}

/** A user or organisation with what it owns. */
export const resolveAccount = (context: ResolverContext, account: Account): Record<string, unknown> => {
  const { world } = context
  const owned = () =>
    world.projects.filter((project) => project.owner.toLowerCase() === account.login.toLowerCase())
  const organization = world.organizations.get(account.login.toLowerCase())
  return {
    __typename: account.type === 'Organization' ? 'Organization' : 'User',
    ...basics(context, account),
    email: account.email ?? '',
    projectV2: ({ number }: { readonly number: number }) => {
      const project = owned().find((candidate) => candidate.number === number)
      return project === undefined ? null : context.resolve.project(project)
    },
    projectsV2: (page: PageArguments & { readonly orderBy?: { readonly direction: string } | null }) => {
      const sign = page.orderBy?.direction === 'ASC' ? 1 : -1
      const items = owned().toSorted((left, right) => sign * (left.number - right.number))
      const key = (project: { readonly number: number }): number => sign * project.number
      return connectionOf({
        items,
        page,
        wrap: (project) => context.resolve.project(project),
        key,
        maxFirst: context.maxFirst,
      })
    },
    repository: ({ name }: { readonly name: string }) => {
      const repository = findRepository(world, `${account.login}/${name}`, true)
      return repository === undefined || !maySee(context.principal, repository)
        ? null
        : context.resolve.repository(repository)
    },
    membersWithRole: paged(context, {
      items: () => organization?.members ?? [],
      wrap: (login) => resolveUser(context, login),
    }),
  }
}

export const resolveUser = (context: ResolverContext, login: string): Record<string, unknown> | null => {
  const account = accountOf(context, login)
  return account === undefined || account.type === 'Organization'
    ? null
    : { ...resolveAccount(context, account), __typename: 'User' }
}

export const resolveOwner = (context: ResolverContext, login: string): Record<string, unknown> | null => {
  const account = accountOf(context, login)
  return account === undefined ? null : resolveAccount(context, account)
}
