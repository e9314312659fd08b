import { Field, type FieldProps } from '../field.tsx'
import { draftOf, type Draft, type DraftPart } from './draft.ts'
import type { FormField } from './form-fields.ts'

interface Of<Value> {
  readonly at?: string
  readonly problems: Readonly<Record<string, string>>
  readonly change: (next: Value) => void
}

/** The controls of a form that a JSON Schema describes. */
export function SchemaFields({
  fields,
  draft,
  problems,
  change,
  at = '',
}: Of<Draft> & { readonly fields: readonly FormField[]; readonly draft: Draft }) {
  return fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      part={draft[field.name]}
      at={at === '' ? field.name : `${at}.${field.name}`}
      problems={problems}
      change={(part) => change({ ...draft, [field.name]: part })}
    />
  ))
}

function OneField({
  field,
  part,
  at,
  problems,
  change,
}: Of<DraftPart> & { readonly field: FormField; readonly part: DraftPart; readonly at: string }) {
  const { name, description, required } = field
  if (field.kind === 'group') {
    // Named boundary: the draft of a group is one (`draftOf`).
    const inner = part as Draft | undefined
    return (
      <fieldset className="fieldset stack">
        <legend>{name}</legend>
        {description !== undefined && <p className="quiet">{description}</p>}
        {!required && (
          <label>
            <input
              type="checkbox"
              checked={inner !== undefined}
              onChange={(event) => change(event.target.checked ? draftOf(field.fields, {}) : undefined)}
            />{' '}
            Use {name}
          </label>
        )}
        {inner !== undefined && (
          <SchemaFields fields={field.fields} draft={inner} at={at} problems={problems} change={change} />
        )}
      </fieldset>
    )
  }
  if (field.kind === 'list') {
    // Named boundary: the draft of a list is one (`draftOf`).
    const rows = part as readonly Draft[]
    return (
      <fieldset className="fieldset stack">
        <legend>{name}</legend>
        {description !== undefined && <p className="quiet">{description}</p>}
        {rows.map((row, index) => (
          <div key={index} className="filters">
            <SchemaFields
              fields={field.fields}
              draft={row}
              at={`${at}.${index}`}
              problems={problems}
              change={(next) => change(rows.with(index, next))}
            />
            <button
              type="button"
              className="button"
              aria-label={`Take away entry ${index + 1} of ${name}`}
              onClick={() => change(rows.toSpliced(index, 1))}
            >
              Take away
            </button>
          </div>
        ))}
        <p>
          <button
            type="button"
            className="button"
            onClick={() => change([...rows, draftOf(field.fields, {})])}
          >
            Add to {name}
          </button>
        </p>
      </fieldset>
    )
  }
  if (field.kind === 'flag') {
    return (
      <div className="field">
        <label>
          <input type="checkbox" checked={part === true} onChange={(event) => change(event.target.checked)} />{' '}
          {name}
        </label>
        {description !== undefined && <span className="quiet">{description}</span>}
      </div>
    )
  }
  const text = typeof part === 'string' ? part : ''
  return (
    <Field label={required ? `${name} (needed)` : name} hint={hintOf(field)} problem={problems[at]}>
      {(props) => <Control field={field} text={text} props={props} change={change} />}
    </Field>
  )
}

type Simple = Exclude<FormField, { readonly kind: 'group' | 'list' | 'flag' }>

function hintOf(field: Simple): string | undefined {
  const how =
    field.kind === 'lines'
      ? 'One a line.'
      : field.kind === 'json'
        ? 'As JSON.'
        : 'preset' in field && field.preset !== undefined && field.kind !== 'choice'
          ? `Empty: ${String(field.preset)}.`
          : ''
  const text = [field.description?.replace(/([^.])$/, '$1.'), how]
    .filter((one) => one !== undefined && one !== '')
    .join(' ')
  return text === '' ? undefined : text
}

function Control({
  field,
  text,
  props,
  change,
}: {
  readonly field: Simple
  readonly text: string
  readonly props: FieldProps
  readonly change: (text: string) => void
}) {
  if (field.kind === 'choice') {
    return (
      <select {...props} value={text} onChange={(event) => change(event.target.value)}>
        <option value="">
          {field.preset === undefined ? 'Nothing chosen' : `As it comes (${field.preset})`}
        </option>
        {field.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    )
  }
  if (field.kind === 'lines' || field.kind === 'json') {
    return (
      <textarea
        {...props}
        className="code"
        rows={3}
        value={text}
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
      />
    )
  }
  return (
    <input
      {...props}
      value={text}
      spellCheck={false}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      onChange={(event) => change(event.target.value)}
    />
  )
}
