import { repositoryOf, sameName, splitName } from '../names.ts'

/** Which repositories the connection reads, by name. */
export interface Reads {
  readonly repositories: readonly string[]
  readonly organization?: string | undefined
}

/** Whether the connection reads the repository of that name. */
export function readsRepository(repository: string, { repositories, organization }: Reads): boolean {
  return (
    repositories.some((name) => sameName(name, repository)) ||
    (organization !== undefined && sameName(splitName(repository).owner, organization))
  )
}

/** Whether two API addresses lie in the same repository. */
export function inSameRepository(one: string, other: string): boolean {
  const [first, second] = [repositoryOf(one), repositoryOf(other)]
  return first !== undefined && second !== undefined && sameName(first, second)
}
