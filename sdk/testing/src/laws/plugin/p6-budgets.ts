import type { Phase } from '../../ambient/index.ts'
import {
  needsUpstream,
  openTrial,
  transcriptOf,
  type Driven,
  type Trial,
  type TrialRun,
} from '../../trial/index.ts'
import { fails, type WireFault } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

export const p6Budgets: Law = {
  id: 'P6',
  title: 'Every phase ends within its budget, and a failure names the plugin, the phase and the stream',
  why: 'A phase that never ends holds its connection for ever; a failure without a place cannot be mended by anybody.',
  file: 'src/laws/plugin/p6-budgets.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  check: async (subject) => endsAndTells(subject),
}

async function endsAndTells(subject: LawSubject): Promise<void> {
  await tried(subject)
  const requests = await requestsOf(subject)
  for (const after of new Set([0, Math.floor(requests / 2), Math.max(0, requests - 1)]))
    await tried(subject, { fault: fails(500), after })
}

async function requestsOf(subject: LawSubject): Promise<number> {
  await using trial = await openTrial(subject)
  return (await trial.sync()).sent.length
}

async function tried(
  subject: LawSubject,
  failing?: { readonly fault: WireFault; readonly after: number },
): Promise<void> {
  const { id } = subject.plugin
  const places = new Places()
  await using trial = await openTrial(subject, { around: (phase, call) => places.enter(phase, call) })
  if (failing !== undefined) trial.wire.fault({ ...failing, times: Number.POSITIVE_INFINITY })
  const when =
    failing === undefined ? '' : `, when every request from number ${failing.after + 1} on fails with 500`
  const questions: readonly [string, () => Promise<{ readonly ended: Driven<unknown> }>][] = [
    ['probe', () => trial.ask((context) => trial.connector.probe(context))],
    ['scopes', () => trial.ask((context) => listed(trial, context))],
  ]
  for (const [phase, question] of questions) {
    const { ended } = await question()
    if (ended.state === 'hung')
      throw new LawBroken({ message: `The plugin ${id} did not end in ${phase}${when}: ${ended.why}.` })
    if (ended.state === 'threw') assertSentence(ended.error, `The plugin ${id}, in ${phase}${when},`)
  }
  for (const run of [await trial.sync(), await trial.sync({ full: true })]) {
    if (run.ended.state === 'hung')
      throw new LawBroken({
        message: `The plugin ${id} did not end in ${places.open() ?? 'a run'}${when}: ${run.ended.why}.`,
        transcript: transcriptOf(run),
      })
    for (const { stream, reasons, state } of run.results) {
      if (state !== 'failed' && state !== 'partial') continue
      const wordless = reasons.find((reason) => !isSentence(reason))
      if (reasons.length > 0 && wordless === undefined) continue
      throw new LawBroken({
        message: `The plugin ${id}, in ${places.failed(stream) ?? 'read'} of ${stream}${when}, failed and says only "${wordless ?? ''}". Throw an Error with a sentence: what is wrong, where, what to do next.`,
        transcript: transcriptOf(run),
      })
    }
    if (failing === undefined) assertAllWell(run, id, places)
  }
}

async function listed(trial: Trial, context: Parameters<Trial['connector']['probe']>[0]): Promise<number> {
  let count = 0
  for await (const _ of trial.connector.scopes?.(context) ?? []) count++
  return count
}

function assertAllWell(run: TrialRun, id: string, places: Places): void {
  const bad = run.results.find(({ state }) => state !== 'ok')
  if (bad === undefined) return
  throw new LawBroken({
    message: `The plugin ${id}, in ${places.failed(bad.stream) ?? 'read'} of ${bad.stream}, fails although nothing disturbs it.`,
    transcript: transcriptOf(run),
  })
}

function assertSentence(error: unknown, who: string): void {
  const words = error instanceof Error ? error.message : String(error)
  if (isSentence(words)) return
  throw new LawBroken({
    message: `${who} failed and says only "${words}". Throw an Error with a sentence: what is wrong, where, what to do next.`,
  })
}

/** Whether a person can make something of it. */
const isSentence = (words: string): boolean =>
  words.trim().split(/\s+/).length >= 3 && !/\[object \w+\]|^(undefined|null)$/.test(words)

/** Where the plugin's code is, and where it failed. */
class Places {
  readonly #open = new Map<symbol, Phase>()
  readonly #failed: Phase[] = []

  enter<T>(phase: Phase, call: () => T): T {
    const id = Symbol(phase.name)
    this.#open.set(id, phase)
    try {
      const result = call()
      void this.#follow(result, id, phase)
      return result
    } catch (error) {
      this.#open.delete(id)
      this.#failed.push(phase)
      throw error
    }
  }

  async #follow(result: unknown, id: symbol, phase: Phase): Promise<void> {
    try {
      await result
    } catch {
      this.#failed.push(phase)
    }
    this.#open.delete(id)
  }

  /** The phase that has not come back. */
  open(): string | undefined {
    const phase = [...this.#open.values()].at(-1)
    return phase === undefined
      ? undefined
      : `${phase.name}${phase.stream === undefined ? '' : ` of ${phase.stream}`}`
  }

  /** The phase in which a stream failed last. */
  failed(stream: string): string | undefined {
    return this.#failed.findLast((phase) => phase.stream === stream || phase.stream === undefined)?.name
  }
}
