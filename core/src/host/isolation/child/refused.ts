import { tell } from './channel.ts'

const Refused = Proxy
const Failure = Error

/** The error that meets whoever tries what a plugin may not do. */
export function refuse(what: string): never {
  tell(what)
  throw new Failure(`A plugin may not use ${what}; fetch of its context is its only way out.`)
}

/**
 * Something that is there in name only, so that a library which imports it without need still loads: any use of it is refused, and
 * told to the server.
 */
export function refused(what: string): object {
  const handler: ProxyHandler<() => void> = {
    get(_target, name) {
      if (typeof name === 'symbol' || name === 'then') return undefined
      if (name === 'prototype') return {}
      return refused(`${what}.${name}`)
    },
    apply: () => refuse(what),
    construct: () => refuse(what),
    set: () => refuse(what),
    defineProperty: () => refuse(what),
    deleteProperty: () => refuse(what),
    setPrototypeOf: () => refuse(what),
    ownKeys: () => ['prototype'],
  }
  return new Refused(function () {}, handler)
}
