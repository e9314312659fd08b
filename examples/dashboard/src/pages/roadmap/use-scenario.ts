import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Shifted } from './roadmap-layout.ts'
import type { Bar } from './rows.ts'
import {
  addressOf,
  daysText,
  impactText,
  shiftedBy,
  supposedText,
  withMove,
  type Impact,
  type Supposed,
} from './scenario.ts'

/** Keys that move a bar are asked about when they pause this long, milliseconds. */
const PAUSE_MS = 400

/** A bar that keys are moving, by how many days from where it is scheduled. */
interface Nudged {
  readonly bar: Bar
  readonly days: number
}

/** What somebody supposes, and what would follow; nothing of it is written anywhere. */
export interface Scenario {
  readonly supposed: readonly Supposed[]
  /** The last answer, also while the next one is computed; undefined: nothing is supposed, or nothing answered yet. */
  readonly impact: Impact | undefined
  readonly error: { readonly message: string } | null
  readonly busy: boolean
  /** What keys are moving and the server was not asked about yet. */
  readonly nudged: Nudged | undefined
  /** Where bars would be, by connection, kind and ref. */
  readonly shifted: ReadonlyMap<string, Shifted>
  /** What happened last, for whoever does not see the picture. */
  readonly said: string
  /** Supposes that a bar moves by so many days from where it is scheduled. */
  readonly move: (bar: Bar, days: number) => void
  /** Moves a bar some days on from where it is supposed to be; asked about when it pauses. */
  readonly nudge: (bar: Bar, days: number) => void
  /** Asks at once about what keys have moved. @returns whether there was anything */
  readonly settle: () => boolean
  /** Supposes nothing of an item any more. */
  readonly drop: (item: string) => void
  /** Takes back what is being moved, else what is supposed of this bar, else all. @returns whether there was anything */
  readonly takeBack: (bar?: Bar) => boolean
}

/** A scenario in the making. @param nameOf name of a project by its id */
export function useScenario(nameOf: (project: string) => string): Scenario {
  const { trpc } = usePmo()
  const whatIf = useMutation(trpc.impact.whatIf.mutationOptions())
  const [supposed, suppose] = useState<readonly Supposed[]>([])
  const [answered, setAnswered] = useState<Impact>()
  const [nudged, setNudged] = useState<Nudged>()
  const [said, say] = useState('')
  const ask = (next: readonly Supposed[]) => {
    suppose(next)
    setNudged(undefined)
    if (next.length === 0) {
      whatIf.reset()
      setAnswered(undefined)
      return
    }
    whatIf.mutate(
      { steps: next.map((one) => ({ do: 'slip' as const, item: one.item, by: `${one.days}ed` })) },
      {
        // Of a mutation that another one has followed, nothing is told here.
        onSuccess: (impact) => {
          setAnswered(impact)
          say(`${next.map(supposedText).join('. ')}. ${impactText(impact, nameOf)}`)
        },
        onError: (error) => say(`That could not be computed: ${error.message}`),
      },
    )
  }
  const daysOf = (bar: Bar) => supposed.find(({ item }) => item === addressOf(bar))?.days ?? 0
  const scenario: Scenario = {
    supposed,
    impact: supposed.length === 0 ? undefined : answered,
    error: supposed.length === 0 ? null : whatIf.error,
    busy: whatIf.isPending,
    nudged,
    shifted: useMemo(() => shiftedBy(answered), [answered]),
    said,
    move: (bar, days) => ask(withMove(supposed, bar, days)),
    nudge: (bar, by) => {
      const from = nudged?.bar.node === bar.node ? nudged.days : daysOf(bar)
      const next = { bar, days: from + by }
      setNudged(next)
      say(nudgedText(next))
    },
    drop: (item) => ask(supposed.filter((one) => one.item !== item)),
    settle: () => {
      if (nudged === undefined) return false
      ask(withMove(supposed, nudged.bar, nudged.days))
      return true
    },
    takeBack: (bar) => {
      if (nudged !== undefined) {
        setNudged(undefined)
        say(`${nudged.bar.title} is back where it was.`)
        return true
      }
      if (supposed.length === 0) return false
      const isOne = bar !== undefined && daysOf(bar) !== 0
      ask(isOne ? withMove(supposed, bar, 0) : [])
      say(isOne ? `${bar.title} is back where it is scheduled.` : 'Everything is back where it is scheduled.')
      return true
    },
  }
  useSettled(nudged, useLatest(scenario.settle))
  return scenario
}

/** A function that stays the same and does what it would do now. */
function useLatest(act: () => boolean): () => void {
  const [latest] = useState({ act })
  latest.act = act
  return useCallback(() => void latest.act(), [latest])
}

function useSettled(nudged: Nudged | undefined, settle: () => void): void {
  useEffect(() => {
    if (nudged === undefined) return undefined
    const timer = setTimeout(settle, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [nudged, settle])
}

function nudgedText({ bar, days }: Nudged): string {
  return `${bar.title}: ${daysText(days)}. Enter tells what follows, Escape takes it back.`
}
