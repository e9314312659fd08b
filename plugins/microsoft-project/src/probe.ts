import type { ConnectorContext, ProbeResult } from '@headless-pmo/sdk'
import type { Config } from './config.ts'
import type { Store } from './store.ts'

type Context = ConnectorContext<Config>

/**
 * Asks every store that is configured, and says of each whether it answers. The connection works when all of
 * them do; the reason given is that of the first that does not, the sentence tells of all.
 */
export async function probe(stores: readonly Store[], context: Context): Promise<ProbeResult> {
  const asked = stores.filter((store) => store.configured(context.config))
  const answers: { readonly store: Store; readonly answer: ProbeResult }[] = []
  for (const store of asked) answers.push({ store, answer: await store.probe(context) })
  if (answers.length === 1 && answers[0] !== undefined) return answers[0].answer

  const lines = answers.map(({ store, answer }) =>
    answer.ok
      ? `${store.title} answers${answer.details?.length ? `: ${answer.details.join(', ')}` : ''}.`
      : `${store.title} does not: ${answer.message}`,
  )
  const failed = answers.find(({ answer }) => !answer.ok)?.answer
  if (failed !== undefined && !failed.ok) {
    return { ok: false, reason: failed.reason, message: lines.join(' ') }
  }
  const account = answers.flatMap(({ answer }) => (answer.ok && answer.account ? [answer.account] : []))[0]
  return { ok: true, ...(account === undefined ? {} : { account }), details: lines }
}
