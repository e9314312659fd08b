import type { Refresh } from '@headless-pmo/sdk'
import { watchAmbient, type Touch } from '../../ambient/index.ts'
import { importOf } from '../../import-alone/index.ts'
import { needsUpstream, openTrial, type Trial } from '../../trial/index.ts'
import { refuses } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

export const s2Ambient: Law = {
  id: 'S2',
  title:
    'A plugin uses what it is given and nothing else: no global fetch, clock, chance, environment, files or processes',
  why: 'What goes past the host is not authorised, not confined, not throttled and not seen; and a result that depends on the hour cannot be proved right.',
  file: 'src/laws/safety/s2-ambient.ts',
  kinds: ['connector'],
  applies: (subject) => (subject.entry === undefined ? needsUpstream(subject) : true),
  async check(subject) {
    const { entry } = subject
    if (entry !== undefined)
      assertNone((await importOf(subject.plugin, entry)).touches, 'While it is imported')
    if (subject.upstream !== undefined) await runsWithin(subject)
  },
}

async function runsWithin(subject: LawSubject): Promise<void> {
  using watch = watchAmbient()
  await using trial = await openTrial(subject, { watch })
  const { probe, scopes } = trial.connector
  const steps: readonly [string, () => Promise<unknown>][] = [
    ['While its tracker is probed', () => trial.ask((context) => probe(context))],
    ['While it is read for the first time', () => trial.sync()],
    ['While nothing has changed', () => trial.sync()],
    ['While a change is read', () => changed(trial)],
    ['While everything is read again', () => trial.sync({ full: true })],
    ['While items are read again by name', async () => trial.sync({ refresh: await named(trial) })],
    [
      'While the scopes are listed',
      () =>
        trial.ask(async (context) => {
          if (scopes !== undefined) for await (const _ of scopes(context)) continue
        }),
    ],
    [
      'While the token is refused',
      () => {
        trial.wire.fault({ fault: refuses(401), times: Number.POSITIVE_INFINITY })
        return trial.sync({ full: true })
      },
    ],
  ]
  for (const [when, step] of steps) {
    const before = watch.touches.length
    await step()
    assertNone(watch.touches.slice(before), when)
  }
}

async function changed(trial: Trial): Promise<void> {
  await trial.edit('edit', { item: 1, seed: 77 })
  await trial.edit('delete', { item: 2 })
  await trial.sync()
}

async function named(trial: Trial): Promise<ReadonlyMap<string, readonly Refresh[]>> {
  const byStream = new Map<string, Refresh[]>()
  for (const { stream, ref } of (await trial.items()).values())
    byStream.set(stream, [...(byStream.get(stream) ?? []), { ref }])
  return byStream
}

/** What to use in the place of each. */
const INSTEAD: readonly [RegExp, string][] = [
  [
    /fetch|net\.|tls\.|http|dgram|dns|WebSocket|EventSource/,
    'Use the fetch that is given: only it is authorised, confined and seen.',
  ],
  [
    /Date|performance|Temporal/,
    "Take instants from the tracker's replies: the clock of the host says nothing about them.",
  ],
  [/random|randomUUID|getRandomValues/, 'Let the same reply always give the same result.'],
  [/env|os\./, 'Declare what is needed as a field of the config, or as a secret.'],
  [/console/, 'Use the log that is given: the host takes secrets out there.'],
  [/fs|child_process|worker_threads|vm\./, 'Declare folders under files, and read them with fetch.'],
]

/** Ways out of the process. */
const WAYS_OUT = INSTEAD.flatMap(([what], at) => (at === 0 || at === INSTEAD.length - 1 ? [what] : []))

/**
 * A vendor's client may look at the clock for its own log: what comes of it is held by other laws (D7, D13). It may
 * not go past the host.
 */
const isVendors = ({ what, where }: Touch): boolean =>
  /[/\\]node_modules[/\\]/.test(where) && !WAYS_OUT.some((way) => way.test(what))

function assertNone(found: readonly Touch[], when: string): void {
  const touches = found.filter((touch) => !isVendors(touch))
  const [first] = touches
  if (first === undefined) return
  const advice = INSTEAD.find(([what]) => what.test(first.what))?.[1] ?? ''
  throw new LawBroken({
    message: `${when}, the plugin reaches for ${first.what}. ${advice}`.trim(),
    transcript: [...new Set(touches.map(({ what, where }) => `${what} at ${where}`))].slice(0, 12),
  })
}
