import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Inputs, Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { draftOf, readDraft } from '../../ui/schema-form/draft.ts'
import { formFieldsOf } from '../../ui/schema-form/form-fields.ts'
import { SchemaFields } from '../../ui/schema-form/schema-fields.tsx'
import { SEVERITIES } from './standards-view.ts'
import { TrialResult } from './trial-result.tsx'

type Setting = Inputs['rules']['set']['setting']

/** How a rule is set everywhere; what is set for some projects alone stays as it is. */
export function RuleSettingForm({ rule }: { readonly rule: Outputs['rules']['get'] }) {
  const { trpc, queries, session } = usePmo()
  const fields = formFieldsOf(rule.params)
  const [draft, setDraft] = useState(() => draftOf(fields, rule.set))
  const [enabled, setEnabled] = useState(rule.enabled)
  const [severity, setSeverity] = useState<string>(rule.severity)
  const [owner, setOwner] = useState(rule.owner ?? '')
  const [dueDays, setDueDays] = useState(rule.dueDays === undefined ? '' : String(rule.dueDays))
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const done = { onSuccess: () => void queries.invalidateQueries() }
  const trial = useMutation(trpc.rules.try.mutationOptions())
  const save = useMutation(trpc.rules.set.mutationOptions(done))
  const unset = useMutation(trpc.rules.unset.mutationOptions(done))
  const withSetting = (act: (setting: Setting) => void) => {
    const { value, problems: found } = readDraft(fields, draft)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const { owner: _owner, dueDays: _due, from: _from, ...others } = rule.setting ?? {}
    const setting: unknown = {
      ...others,
      rule: rule.id,
      enabled,
      severity,
      ...(Object.keys(value).length > 0 && { params: value }),
      ...(owner.trim() !== '' && { owner: owner.trim() }),
      ...(dueDays.trim() !== '' && { dueDays: Number(dueDays) }),
    }
    // Named boundary: the server checks it whole.
    act(setting as Setting)
  }
  const said = reason.trim()
  return (
    <form
      className="form stack"
      onSubmit={(event) => {
        event.preventDefault()
        withSetting((setting) => trial.mutate({ setting }))
      }}
    >
      <label>
        <input type="checkbox" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} /> It
        judges
      </label>
      <div className="filters">
        <Field label="Severity">
          {(props) => (
            <select {...props} value={severity} onChange={(event) => setSeverity(event.target.value)}>
              {SEVERITIES.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Puts right" hint="manager, sponsor, unit-head, assignee, or a name">
          {(props) => <input {...props} value={owner} onChange={(event) => setOwner(event.target.value)} />}
        </Field>
        <Field label="Days to put right">
          {(props) => (
            <input
              {...props}
              type="number"
              min={0}
              max={3650}
              value={dueDays}
              onChange={(event) => setDueDays(event.target.value)}
            />
          )}
        </Field>
      </div>
      {fields.length > 0 && (
        <fieldset className="fieldset stack">
          <legend>Parameters</legend>
          <SchemaFields fields={fields} draft={draft} problems={problems} change={setDraft} />
        </fieldset>
      )}
      <p>
        <button type="submit" className="button button-main" disabled={trial.isPending}>
          {trial.isPending ? 'Trying …' : 'Try it on the data'}
        </button>
      </p>
      <Refusal error={trial.error} what="The trial" />
      {trial.data !== undefined && <TrialResult trial={trial.data} />}
      {may(session, 'pmo') && (
        <>
          <Field label="Reason" hint="Kept with who and when.">
            {(props) => (
              <input
                {...props}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <p className="row">
            <button
              type="button"
              className="button"
              disabled={save.isPending || said === ''}
              onClick={() => withSetting((setting) => save.mutate({ setting, reason: said }))}
            >
              Save the setting
            </button>
            {rule.isSet && (
              <button
                type="button"
                className="button"
                disabled={unset.isPending || said === ''}
                onClick={() => unset.mutate({ id: rule.id, reason: said })}
              >
                Let it be as it comes
              </button>
            )}
          </p>
          <Refusal error={save.error ?? unset.error} what="Saving" />
          {save.data !== undefined && (
            <p className="notice notice-good" role="status">
              {save.data.state === 'waiting'
                ? 'It is kept and waits for somebody else to approve it.'
                : `Saved, in force from ${save.data.effectiveFrom}.`}
            </p>
          )}
        </>
      )}
    </form>
  )
}
