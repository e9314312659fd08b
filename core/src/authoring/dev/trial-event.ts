import type { Run } from '../../sync/index.ts'
import type { LawOutcomes } from '../laws/law-outcome.ts'

/** One record as a trial shows it. */
export interface ShownRecord {
  readonly kind: string
  readonly ref: string
  /** Title, name or what else a person knows it by. */
  readonly title: string
}

/** What became of the records by one run. */
export interface RecordDifference {
  /** Live records by kind, all of them. */
  readonly counts: Readonly<Record<string, number>>
  readonly fresh: readonly ShownRecord[]
  readonly changed: readonly ShownRecord[]
  readonly gone: readonly ShownRecord[]
}

/** What happens in a trial, as it is told to the one who watches; plain data, it crosses processes. */
export type TrialEvent =
  | { readonly type: 'ready'; readonly address: string; readonly token: string }
  | {
      readonly type: 'request'
      readonly number: number
      readonly method: string
      readonly url: string
      /** Absent: there was no reply. */
      readonly status?: number
    }
  | {
      readonly type: 'page'
      readonly stream: string
      readonly part: string
      readonly items: number
      readonly gone: number
      /** As JSON; absent: the cursor stays. */
      readonly cursor?: string
    }
  | { readonly type: 'run'; readonly run: Run }
  | { readonly type: 'records'; readonly difference: RecordDifference }
  | { readonly type: 'edit'; readonly text: string }
  /** A check has judged a subject. */
  | {
      readonly type: 'verdict'
      readonly check: string
      readonly portfolio: string
      readonly verdict: string
      readonly subject: string
      readonly message: string
    }
  /** A notifier has made an attempt. `problem` absent: it was delivered. */
  | { readonly type: 'delivery'; readonly problem?: string }
  /** A route has answered. */
  | {
      readonly type: 'answer'
      readonly method: string
      readonly url: string
      readonly status: number
      readonly body: string
    }
  | { readonly type: 'laws'; readonly laws: LawOutcomes }
  /** Something that the author has to put right. `fatal`: the trial ended with it. */
  | { readonly type: 'problem'; readonly text: string; readonly fatal: boolean }
  /** It is done with what it was told to do and waits. */
  | { readonly type: 'waiting' }
