import type { ConnectorContext, Part, Verbatim } from '@headless-pmo/sdk'
import { github } from './client.ts'
import type { Config } from './config.ts'
import { readAll } from './read-all.ts'
import { refusal } from './refusal.ts'

type OwnedContext = ConnectorContext<Config> & { readonly part: Part<{ readonly org: string }> }

/**
 * A list of definitions that belongs to an organization. Undefined where the server does not have it or does
 * not show it: what was read before stays, and a warning says so.
 */
export async function readOwned(
  context: OwnedContext,
  route: string,
  noun: string,
): Promise<readonly Verbatim[] | undefined> {
  const { org } = context.part.data
  const what = `The ${noun} of ${org}`
  const list = await readAll(github(context), { route, parameters: { org }, what, paged: false })
  if (!('refused' in list)) return list.elements
  const error = refusal(list.refused, what)
  if (![403, 404, 410].includes(list.refused.status)) throw error
  context.log.warn(`${error.message} Issues are read without it.`)
  return undefined
}
