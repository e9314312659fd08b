import { Field } from '../../ui/field.tsx'
import type { SecretDraft } from './connection-draft.ts'

/** Secrets of a connection: what is typed is sent once and never shown again. */
export function SecretFields({
  declared,
  existing,
  drafts,
  problems,
  change,
}: {
  readonly declared: Readonly<Record<string, { readonly description: string; readonly optional: boolean }>>
  readonly existing: readonly { readonly name: string; readonly from: string }[]
  readonly drafts: Readonly<Record<string, SecretDraft>>
  readonly problems: Readonly<Record<string, string>>
  readonly change: (drafts: Readonly<Record<string, SecretDraft>>) => void
}) {
  const names = Object.entries(declared)
  if (names.length === 0) return null
  return (
    <fieldset className="fieldset stack">
      <legend>Secrets</legend>
      <p className="quiet">
        By value: kept encrypted, and never shown again. By reference: env:NAME or file:PATH, where the server
        finds it.
      </p>
      {names.map(([name, { description, optional }]) => {
        const { by, text } = drafts[name] ?? { by: 'value', text: '' }
        const there = existing.find((one) => one.name === name)
        const set = (part: Partial<SecretDraft>) => change({ ...drafts, [name]: { by, text, ...part } })
        return (
          <div key={name} className="secret">
            <Field
              label={optional || there !== undefined ? name : `${name} (needed)`}
              hint={
                there === undefined
                  ? description
                  : `${description}. It is there (${there.from}); empty: it stays.`
              }
              problem={problems[`secrets.${name}`]}
            >
              {(props) => (
                <input
                  {...props}
                  type={by === 'value' ? 'password' : 'text'}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={by === 'value' ? '' : 'env:NAME'}
                  value={text}
                  onChange={(event) => set({ text: event.target.value })}
                />
              )}
            </Field>
            <label className="compact-field">
              <span className="visually-hidden">How {name} is given</span>
              <select
                value={by}
                onChange={(event) =>
                  set({ by: event.target.value === 'reference' ? 'reference' : 'value', text: '' })
                }
              >
                <option value="value">by value</option>
                <option value="reference">by reference</option>
              </select>
            </label>
          </div>
        )
      })}
    </fieldset>
  )
}
