import type { ServiceIdentifier } from 'inversify'

/** The name under which one part is bound and found, with its type. */
export const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`headless-pmo/${name}`)

/** Under which name each part of a whole is found. */
export type Tokens<T> = { readonly [Name in keyof T]-?: ServiceIdentifier<T[Name]> }

/** Puts a whole together of many parts, each found by its token. */
export function gather<T extends object>(find: (part: ServiceIdentifier) => unknown, tokens: Tokens<T>): T {
  const parts = Object.entries<ServiceIdentifier>(tokens).map(([name, part]) => [name, find(part)])
  // Named boundary: what a token finds is of the token's own type.
  return Object.fromEntries(parts) as T
}
