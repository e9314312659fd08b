import type { Reply } from './reply.ts'
import type { SimulatorRequest } from './request.ts'

export type Handler = (request: SimulatorRequest) => Reply

export interface Route {
  readonly method: string
  /** The path exactly as the API description writes it: the gate finds the operation by it. */
  readonly template: string
  readonly handler: Handler
}

interface CompiledRoute extends Route {
  readonly segments: readonly string[]
}

export interface RouteMatch {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Finds routes by template; literal segments win over parameters. */
export interface Router {
  add(method: string, template: string, handler: Handler): void
  find(method: string, path: string): RouteMatch | undefined
}

const isParameter = (segment: string): boolean => segment.startsWith('{')

export const createRouter = (): Router => {
  const byLength = new Map<number, CompiledRoute[]>()
  return {
    add: (method, template, handler) => {
      const segments = template.split('/').slice(1)
      const routes = byLength.get(segments.length) ?? []
      routes.push({ method, template, handler, segments })
      routes.sort((left, right) => parameterCount(left) - parameterCount(right))
      byLength.set(segments.length, routes)
    },
    find: (method, path) => {
      const parts = path.split('/').slice(1)
      for (const route of byLength.get(parts.length) ?? []) {
        if (route.method !== method || !fits(route, parts)) continue
        return { route, params: paramsOf(route, parts) }
      }
      return undefined
    },
  }
}

const parameterCount = (route: CompiledRoute): number => route.segments.filter(isParameter).length

const fits = (route: CompiledRoute, parts: readonly string[]): boolean =>
  route.segments.every((segment, index) =>
    isParameter(segment) ? parts[index] !== '' : segment === parts[index],
  )

const paramsOf = (route: CompiledRoute, parts: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    route.segments.flatMap((segment, index) =>
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
