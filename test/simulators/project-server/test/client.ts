import { ProjectServerSimulator, type ProjectServerOptions } from '../simulator.ts'
import { seedCompany } from './company.ts'
import { fixture } from '../../../support/fixtures.ts'

export const DESCRIPTION = 'specs/projectdata.derived.openapi.json'
export const SITE = 'https://ps.example/pwa'
export const VERBOSE = 'application/json;odata=verbose'
export const MINIMAL = 'application/json;odata=minimalmetadata'

/** A simulator of the small company, asked in memory. */
export const company = (options: ProjectServerOptions = {}): Promise<ProjectServerSimulator> =>
  new ProjectServerSimulator({ seedWith: seedCompany, ...options }).guard()

/** The same, held against the descriptions. */
export const guarded = (options: ProjectServerOptions = {}): Promise<ProjectServerSimulator> =>
  company({ gate: fixture(DESCRIPTION), ...options })

export const get = async (
  simulator: ProjectServerSimulator,
  path: string,
  accept: string = MINIMAL,
): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> => {
  const headers = { accept, authorization: `Bearer ${simulator.token}` }
  const response = await simulator.respond(new Request(`${SITE}/_api${path}`, { headers }))
  return { status: response.status, text: await response.text(), headers: response.headers }
}

/** Rows of a list in either form. */
export const rowsOf = (text: string): readonly Readonly<Record<string, unknown>>[] => {
  // Replies of the simulator under test, whose shape the gate has checked.
  const body = JSON.parse(text) as {
    readonly value?: readonly Readonly<Record<string, unknown>>[]
    readonly d?: { readonly results: readonly Readonly<Record<string, unknown>>[] }
  }
  return body.value ?? body.d?.results ?? []
}
