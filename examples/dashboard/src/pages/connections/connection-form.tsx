import { useState, type ReactNode } from 'react'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { formFieldsOf } from '../../ui/schema-form/form-fields.ts'
import { SchemaFields } from '../../ui/schema-form/schema-fields.tsx'
import { readConnection, type ConnectionDraft, type ConnectionReading } from './connection-draft.ts'
import { connectionMistakesOf } from './connection-mistakes.ts'
import { SecretFields } from './secret-fields.tsx'

type Plugin = Outputs['plugins']['list']['plugins'][number]

/** The form of a connection, drawn from what its plugin says of its configuration and its secrets. */
export function ConnectionForm({
  plugin,
  atFirst,
  existing,
  every,
  error,
  busy,
  submitText,
  submit,
  children,
}: {
  readonly plugin: Plugin
  readonly atFirst: ConnectionDraft
  /** Secrets that it has already, by where they are; absent: it is a new connection. */
  readonly existing?: readonly { readonly name: string; readonly from: string }[]
  readonly every?: string | undefined
  readonly error: { readonly message: string } | null
  readonly busy: boolean
  readonly submitText: string
  readonly submit: (id: string, reading: Extract<ConnectionReading, { ok: true }>) => void
  readonly children?: ReactNode
}) {
  const { connector } = plugin
  const fields = formFieldsOf(connector?.config)
  const [draft, setDraft] = useState(atFirst)
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({})
  const refused = error === null ? { problems: {}, rest: [] } : connectionMistakesOf(error.message)
  const problems: Readonly<Record<string, string>> = { ...refused.problems, ...own }
  const references = Object.fromEntries(
    (existing ?? []).flatMap(({ name, from }) => (from === 'stored' ? [] : [[name, from]])),
  )
  const read = () => {
    const reading = readConnection(draft, { plugin: plugin.id, fields, every, references })
    const name = draft.id.trim()
    const misnamed = existing === undefined && !/^[a-z][a-z0-9_-]*$/.test(name)
    setOwn({
      ...(reading.ok ? {} : reading.problems),
      ...(misnamed && {
        id: 'This is no short name; write lower-case letters, digits, - and _, beginning with a letter.',
      }),
    })
    if (reading.ok && !misnamed) submit(draft.id.trim(), reading)
  }
  return (
    <form
      className="form stack"
      onSubmit={(event) => {
        event.preventDefault()
        read()
      }}
    >
      {existing === undefined && (
        <Field
          label="Short name"
          hint="Lower-case letters, digits, - and _; it stays."
          problem={problems['id']}
        >
          {(props) => (
            <input
              {...props}
              required
              value={draft.id}
              onChange={(event) => setDraft({ ...draft, id: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Title" hint="The name shown to people." problem={problems['title']}>
        {(props) => (
          <input
            {...props}
            value={draft.title}
            onChange={(event) => setDraft({ ...draft, title: event.target.value })}
          />
        )}
      </Field>
      <SchemaFields
        fields={fields}
        draft={draft.config}
        problems={problems}
        change={(config) => setDraft({ ...draft, config })}
      />
      <SecretFields
        declared={connector?.secrets ?? {}}
        existing={existing ?? []}
        drafts={draft.secrets}
        problems={problems}
        change={(secrets) => setDraft({ ...draft, secrets })}
      />
      {children}
      {Object.keys(problems).length > 0 && (
        <div className="notice notice-bad" role="alert">
          Some fields need another look:
          <ul>
            {Object.entries(problems).map(([path, sentence]) => (
              <li key={path}>
                <code>{path}</code>: {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {refused.rest.length > 0 && (
        <p className="notice notice-bad lines" role="alert">
          {refused.rest.join('\n')}
        </p>
      )}
      <p>
        <button type="submit" className="button button-main" disabled={busy}>
          {submitText}
        </button>
      </p>
    </form>
  )
}
