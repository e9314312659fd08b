import type { ConnectorContext, ProbeResult } from '@headless-pmo/sdk'
import type { Config } from './config.ts'
import type { Store } from './store.ts'

type Context = ConnectorContext<Config>

/**
 * Asks every store that is configured, and says of each whether it answers. The connection works when all of
 * them do; the reason given is that of the first that does not, the sentence tells of all that are connected. A
 * connection of files alone is told about its files.
 */
export async function probe(stores: readonly Store[], context: Context): Promise<ProbeResult> {
  const answers: { readonly store: Store; readonly answer: ProbeResult }[] = []
  for (const store of stores)
    if (store.configured(context.config)) answers.push({ store, answer: await store.probe(context) })
  const failed = answers.find(({ answer }) => !answer.ok)?.answer
  if (isFilesAlone(context.config) && answers[0] !== undefined) return answers[0].answer

  const lines = stores.map((store) => {
    const answer = answers.find((one) => one.store === store)?.answer
    if (answer === undefined)
      return `${store.title}: not connected${store.absent === undefined ? '' : `; ${store.absent}`}.`
    if (!answer.ok) return `${store.title}: does not answer. ${answer.message}`
    const details = answer.details ?? []
    return `${store.title}: answers${details.length > 0 ? ` (${details.join(', ')})` : ''}.`
  })
  if (failed !== undefined && !failed.ok) {
    if (answers.length === 1) return failed
    // What is not connected is no part of what went wrong.
    const told = lines.filter((_line, at) => answers.some(({ store }) => store === stores[at]))
    return { ...failed, message: told.join(' ') }
  }
  const account = answers.flatMap(({ answer }) => (answer.ok && answer.account ? [answer.account] : []))[0]
  return { ok: true, ...(account === undefined ? {} : { account }), details: lines }
}

const isFilesAlone = ({ planner, premium, server }: Config): boolean =>
  planner === undefined && premium === undefined && server === undefined
