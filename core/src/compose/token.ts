import type { ServiceIdentifier } from 'inversify'

/** The name under which one part is bound and found, with its type. */
export const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`headless-pmo/${name}`)
