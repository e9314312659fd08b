import { findingKey, type CheckResult, type CheckSubject } from '@headless-pmo/engine'
import { expect, test } from 'vitest'
import { isMarked } from '../findings/key-marks.ts'
import { Tally } from './tally.ts'

function result(ref: number, verdict: CheckResult['verdict']): CheckResult {
  const subject: CheckSubject = {
    grain: 'item',
    record: { connection: 'desk', kind: 'workItem', ref: String(ref) },
  }
  const key = findingKey('r', subject)
  return { check: 'r', version: '1', subject, key, verdict, message: 'It has no date.', evidence: [] }
}

function outcomeOf(unknown: number, pass: number) {
  const tally = new Tally()
  for (let ref = 0; ref < unknown; ref += 1) tally.add([result(ref, 'unknown')])
  for (let ref = unknown; ref < unknown + pass; ref += 1) tally.add([result(ref, 'pass')])
  return tally.outcome({ rule: 'r', version: '1', fingerprint: '', severity: 'info', unit: {} })
}

test('Where more subjects are unknown than are named, all of them are marked: what was found of them is not put right', () => {
  const { unjudged, undecided } = outcomeOf(21, 1)
  expect(undecided).toMatchObject([{ count: 21 }])
  expect(undecided[0]?.examples).toHaveLength(20)
  for (let ref = 0; ref < 22; ref += 1)
    expect(unjudged !== undefined && isMarked(unjudged, result(ref, 'pass').key)).toBe(ref < 21)
})

test('Where all of them are named, or nothing could be judged, no marks are needed', () => {
  expect(outcomeOf(20, 1)).not.toHaveProperty('unjudged')
  expect(outcomeOf(30, 0)).not.toHaveProperty('unjudged')
})

test('A sentence of a megabyte is kept as far as people read, between two characters', () => {
  const tally = new Tally()
  const message = `${'x'.repeat(1_998)}\u{1f6b2}${'y'.repeat(1_000_000)}`
  tally.add([
    { ...result(1, 'fail'), message, action: { text: message } },
    { ...result(2, 'unknown'), message },
  ])
  const { failures, undecided } = tally.outcome({
    rule: 'r',
    version: '1',
    fingerprint: '',
    severity: 'info',
    unit: {},
  })
  for (const text of [failures[0]?.message, failures[0]?.action?.text, undecided[0]?.message]) {
    expect(text).toHaveLength(2_000)
    expect(text?.isWellFormed()).toBe(true)
    expect(text?.at(-1)).toBe('…')
  }
})
