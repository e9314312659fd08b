import { maySee, type Principal } from '../auth.ts'
import { isVisible, repositoryOf } from '../state/lookup.ts'
import type { Issue, Label, Milestone, Project, ProjectItem, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { type Connection, connectionOf, type PageArguments } from './connection.ts'

type Resolved = Record<string, unknown>

/**
 * How each kind of object is resolved. Issues lead to projects, projects to issues, both to people: they reach one
 * another through the context, so that their files need not import one another.
 */
export interface Resolvers {
  /** Whoever acted: a user, a bot or an organisation; null for nobody and for deleted accounts. */
  actor(login: string | null): Resolved | null
  user(login: string): Resolved | null
  owner(login: string): Resolved | null
  repository(repository: Repository): Resolved
  issue(issue: Issue): Resolved
  label(repository: Repository, label: Label): Resolved
  milestone(repository: Repository, milestone: Milestone): Resolved
  project(project: Project): Resolved
  item(project: Project, item: ProjectItem): Resolved
}

/** What resolvers of one query share. */
export interface ResolverContext {
  readonly resolve: Resolvers
  readonly world: World
  readonly principal: Principal
  readonly maxFirst: number | null
}

/** GraphQL's Int ends at 2^31 - 1; GitHub's `databaseId` is null for what lies above, `fullDatabaseId` is not. */
export const databaseId = (id: number): number | null => (id <= 2_147_483_647 ? id : null)

export const mayRead = (context: ResolverContext, issue: Issue): boolean =>
  isVisible(context.world, issue) && maySee(context.principal, repositoryOf(context.world, issue))

export const readable = (context: ResolverContext, ids: readonly number[]): Issue[] =>
  ids.flatMap((id) => {
    const issue = context.world.issues.get(id)
    return issue !== undefined && mayRead(context, issue) ? [issue] : []
  })

export interface PagedSource<S, T> {
  readonly items: () => readonly S[]
  readonly wrap: (item: S) => T
  readonly key?: (item: S) => number
}

/** Turns a list into the resolver of a connection field. */
export const paged =
  <S, T>(context: ResolverContext, source: PagedSource<S, T>): ((page: PageArguments) => Connection<T>) =>
  (page) =>
    connectionOf({ ...source, items: source.items(), page, maxFirst: context.maxFirst })
