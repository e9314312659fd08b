import type { Reply } from './reply.ts'

/** Finds routes by template; literal segments win over parameters. `Request` is the request as a simulator's routes see it. */
export interface Router<Request> {
  add(method: string, template: string, handler: (request: Request) => Reply): void
  find(method: string, path: string): RouteMatch<Request> | undefined
}

export interface Route<Request> {
  readonly method: string
  /** The path exactly as the API description writes it: the gate finds the operation by it. */
  readonly template: string
  readonly handler: (request: Request) => Reply
}

export interface RouteMatch<Request> {
  readonly route: Route<Request>
  readonly params: Readonly<Record<string, string>>
}

interface CompiledRoute<Request> extends Route<Request> {
  readonly segments: readonly string[]
}

const isParameter = (segment: string): boolean => segment.startsWith('{')

export const createRouter = <Request>(): Router<Request> => {
  const byLength = new Map<number, CompiledRoute<Request>[]>()
  return {
    add: (method, template, handler) => {
      const segments = template.split('/').slice(1)
      const routes = byLength.get(segments.length) ?? []
      routes.push({ method, template, handler, segments })
      routes.sort((left, right) => parameterCount(left.segments) - parameterCount(right.segments))
      byLength.set(segments.length, routes)
    },
    find: (method, path) => {
      const parts = path.split('/').slice(1)
      for (const route of byLength.get(parts.length) ?? []) {
        if (route.method !== method || !fits(route.segments, parts)) continue
        return { route, params: paramsOf(route.segments, parts) }
      }
      return undefined
    },
  }
}

const parameterCount = (segments: readonly string[]): number => segments.filter(isParameter).length

const fits = (segments: readonly string[], parts: readonly string[]): boolean =>
  segments.every((segment, index) => (isParameter(segment) ? parts[index] !== '' : segment === parts[index]))

const paramsOf = (segments: readonly string[], parts: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    segments.flatMap((segment, index) =>
      isParameter(segment) ? [[segment.slice(1, -1), decodeSafely(parts[index] ?? '')]] : [],
    ),
  )

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
