import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { ExpressionField } from './expression-field.tsx'
import { houseDraftOf, houseOf, type HouseDraft } from './house-draft.ts'
import { ruleMistakesOf } from './rule-mistakes.ts'
import { SEVERITIES } from './standards-view.ts'
import { TrialResult } from './trial-result.tsx'

const GRAINS = { item: 'each work item', project: 'each project', portfolio: 'everything at once' } as const
const AT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'title',
  'why',
  'clause',
  'applies',
  'fails',
  'message',
  'action',
  'params',
  'from',
])

/** Writes a rule of the house: tries it on the data as it is, and saves it with a reason. */
export function RuleEditor({
  house,
  saved,
}: {
  /** As it is; absent: a new one. */
  readonly house?: Readonly<Record<string, unknown>>
  readonly saved: (id: string) => void
}) {
  const { trpc, queries, session } = usePmo()
  const [draft, setDraft] = useState<HouseDraft>(() => houseDraftOf(house))
  const [reason, setReason] = useState('')
  const [noJson, setNoJson] = useState<string>()
  /** What the server was last asked about: a mistake is told until its field says something else. */
  const [asked, setAsked] = useState(draft)
  const trial = useMutation(trpc.rules.try.mutationOptions())
  const save = useMutation(
    trpc.rules.setHouse.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  )
  const error = save.error ?? trial.error
  const mistakes = useMemo(() => (error === null ? [] : ruleMistakesOf(error.message)), [error])
  const elsewhere = mistakes.filter(({ field }) => field === undefined || !AT_FIELDS.has(field))
  const of = (field: keyof HouseDraft) =>
    draft[field] === asked[field] ? mistakes.filter((one) => one.field === field) : []
  const atFields = mistakes.length - elsewhere.length
  const change = (part: Partial<HouseDraft>) => setDraft({ ...draft, ...part })
  const withHouse = (
    act: (house: Extract<ReturnType<typeof houseOf>, { house: unknown }>['house']) => void,
  ) => {
    setAsked(draft)
    const read = houseOf(draft)
    setNoJson('problem' in read ? read.problem : undefined)
    if ('house' in read) act(read.house)
  }
  const tryOut = () =>
    withHouse((given) => {
      save.reset()
      trial.mutate({ house: given })
    })
  const keep = () =>
    withHouse((given) => {
      trial.reset()
      save.mutate(
        { house: given, ...(reason.trim() !== '' && { reason: reason.trim() }) },
        { onSuccess: ({ rule, state }) => state === 'approved' && saved(rule) },
      )
    })
  const text = (
    name: 'id' | 'title' | 'why' | 'clause' | 'message' | 'action',
    label: string,
    hint: string,
    readOnly = false,
  ) => (
    <Field label={label} hint={hint} problem={of(name)[0]?.sentence}>
      {(props) => (
        <input
          {...props}
          readOnly={readOnly}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form
      className="form stack"
      onSubmit={(event) => {
        event.preventDefault()
        tryOut()
      }}
    >
      {text(
        'id',
        'Id',
        'Lower-case words with a dot between, e.g. house.work-has-an-owner.',
        house !== undefined,
      )}
      {text('title', 'Title', 'A sentence that holds when the rule passes: "Work in progress has an owner".')}
      {text('why', 'Why', 'Why anyone should care.')}
      {text('clause', 'Clause', 'Where the house says so, e.g. handbook/4.2. May be empty.')}
      <div className="filters">
        <Field label="Severity">
          {(props) => (
            <select
              {...props}
              value={draft.severity}
              onChange={(event) => change({ severity: event.target.value })}
            >
              {SEVERITIES.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="It judges">
          {(props) => (
            <select
              {...props}
              value={draft.grain}
              onChange={(event) => change({ grain: event.target.value })}
            >
              {Object.entries(GRAINS).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="In force from" problem={of('from')[0]?.sentence}>
          {(props) => (
            <input
              {...props}
              type="date"
              value={draft.from}
              onChange={(event) => change({ from: event.target.value })}
            />
          )}
        </Field>
        <label>
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={(event) => change({ enabled: event.target.checked })}
          />{' '}
          It judges as soon as it is saved
        </label>
      </div>
      <ExpressionField
        label="Applies where (CEL)"
        hint={'What it judges at all, e.g. item.statusCategory == "in_progress". Empty: everything.'}
        value={draft.applies}
        mistakes={of('applies')}
        change={(applies) => change({ applies })}
      />
      <ExpressionField
        label="Fails where (CEL)"
        hint="It fails where this is true, e.g. has(item.due) && item.due < today."
        value={draft.fails}
        mistakes={of('fails')}
        change={(fails) => change({ fails })}
      />
      {text('message', 'Message', 'What a finding says. Empty: the title and the figures.')}
      {text('action', 'What to do', 'What a finding proposes. May be empty.')}
      <Field
        label="Parameters"
        hint={
          'With their default values, as JSON, e.g. {"days": 5}; expressions read params.days. May be empty.'
        }
        problem={(draft.params === asked.params ? noJson : undefined) ?? of('params')[0]?.sentence}
      >
        {(props) => (
          <textarea
            {...props}
            className="code"
            rows={2}
            spellCheck={false}
            value={draft.params}
            onChange={(event) => change({ params: event.target.value })}
          />
        )}
      </Field>
      {error !== null && (mistakes.length === 0 || elsewhere.length > 0) && (
        <Refusal error={error} what={save.isError ? 'Saving' : 'The trial'} />
      )}
      {error !== null && atFields > 0 && (
        <p className="notice notice-bad" role="alert">
          {atFields === 1
            ? 'One mistake is shown at its field.'
            : `${atFields} mistakes are shown at their fields.`}
        </p>
      )}
      <p className="row">
        <button type="submit" className="button button-main" disabled={trial.isPending}>
          {trial.isPending ? 'Trying …' : 'Try it on the data'}
        </button>
        <span className="quiet">Nothing is kept by a trial.</span>
      </p>
      {trial.data !== undefined && <TrialResult trial={trial.data} />}
      {may(session, 'pmo') && (
        <fieldset className="fieldset stack">
          <legend>Save</legend>
          <Field label="Reason" hint="Kept with who and when.">
            {(props) => (
              <input
                {...props}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                onKeyDown={(event) => {
                  // Enter in what belongs to saving saves, and does not try.
                  if (event.key !== 'Enter') return
                  event.preventDefault()
                  if (reason.trim() !== '' && !save.isPending) keep()
                }}
              />
            )}
          </Field>
          <p>
            <button
              type="button"
              className="button"
              disabled={save.isPending || reason.trim() === ''}
              onClick={keep}
            >
              Save the rule
            </button>
          </p>
          {save.data?.state === 'waiting' && (
            <p className="notice" role="status">
              It is kept and waits for somebody else to approve it.
            </p>
          )}
          {save.data?.state === 'approved' && (
            <p className="notice notice-good" role="status">
              Saved as version {save.data.version}, in force from {save.data.effectiveFrom}.
            </p>
          )}
        </fieldset>
      )}
    </form>
  )
}
