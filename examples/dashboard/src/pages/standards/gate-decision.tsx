import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Inputs, Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'

type Verdict = Inputs['gates']['decide']['verdict']

const VERDICTS: Readonly<Record<Verdict, string>> = {
  go: 'Go: on to the next phase',
  hold: 'Hold: wait until what is missing is there',
  recycle: 'Recycle: do the phase again',
  kill: 'Kill: end the project',
}

const NO_TEXTS = { conditions: '', remarks: '', force: '', by: '' }

/** Keeps what was decided at a gate. A go though something is unmet needs a reason. */
export function GateDecision({ gate }: { readonly gate: Outputs['gates']['state'] }) {
  const { trpc, queries } = usePmo()
  const [verdict, setVerdict] = useState<Verdict>(gate.open ? 'go' : 'hold')
  const [texts, setTexts] = useState(NO_TEXTS)
  const decide = useMutation(
    trpc.gates.decide.mutationOptions({
      onSuccess: () => {
        // Kept: pressed once more, it would be another decision.
        setTexts(NO_TEXTS)
        void queries.invalidateQueries()
      },
    }),
  )
  const isForced = verdict === 'go' && !gate.open
  const submit = () => {
    const given = Object.fromEntries(
      Object.entries(texts).filter(([name, text]) => text.trim() !== '' && (name !== 'force' || isForced)),
    )
    decide.mutate({ project: gate.project, gate: gate.gate, verdict, ...given })
  }
  const field = (name: keyof typeof texts, label: string, hint: string, required = false) => (
    <Field label={label} hint={hint}>
      {(props) => (
        <input
          {...props}
          required={required}
          maxLength={name === 'by' ? 200 : 2000}
          value={texts[name]}
          onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <details>
      <summary>Decide</summary>
      <form
        className="form stack"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label="Verdict">
          {(props) => (
            <select
              {...props}
              value={verdict}
              // Named boundary: the options below are verdicts.
              onChange={(event) => setVerdict(event.target.value as Verdict)}
            >
              {Object.entries(VERDICTS).map(([name, text]) => (
                <option key={name} value={name}>
                  {text}
                </option>
              ))}
            </select>
          )}
        </Field>
        {isForced &&
          field(
            'force',
            'Why it is given all the same',
            'Something is unmet. This is kept with the decision.',
            true,
          )}
        {field('conditions', 'Conditions', 'What has to be done for the verdict to hold.')}
        {field('remarks', 'Remarks', 'Anything else that should be read later.')}
        {field('by', 'Decided by', 'A board, say. Empty: you.')}
        <Refusal error={decide.error} what="The decision" />
        {decide.isSuccess && (
          <p className="notice notice-good" role="status">
            The verdict {decide.data.verdict} on {decide.data.gate} is kept.
          </p>
        )}
        <p>
          <button type="submit" className="button button-main" disabled={decide.isPending}>
            Keep the decision
          </button>
        </p>
      </form>
    </details>
  )
}
