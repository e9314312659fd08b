import { useState } from 'react'
import { countText } from '../../ui/format.ts'
import { ResultsDialog, type ResultsQuestion, type Verdict } from './results-dialog.tsx'

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  not_applicable: 'not applicable',
  unknown: 'unknown',
  error: 'in error',
}

/** How many subjects got a verdict; opens which rules gave it to which projects. */
export function VerdictCount({
  count,
  verdict,
  about,
  of,
  word,
}: {
  readonly count: number
  readonly verdict: Verdict
  readonly about: ResultsQuestion
  /** Whose results they are, for the title: a project, a rule, or everything. */
  readonly of: string
  /** Stands behind the number; absent: the number alone. */
  readonly word?: boolean
}) {
  const [open, setOpen] = useState(false)
  const told = word === true ? `${count} ${WORDS[verdict]}` : String(count)
  if (count === 0) return told
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`${told}: what of ${of} is ${WORDS[verdict]}`}
        onClick={() => setOpen(true)}
      >
        {told}
      </button>
      {open && (
        <ResultsDialog
          title={`${of}: ${countText(count, 'subject')} ${WORDS[verdict]}`}
          question={{ ...about, verdict }}
          close={() => setOpen(false)}
        />
      )}
    </>
  )
}
