import { Field } from '../../ui/field.tsx'
import { placeOf, type RuleMistake } from './rule-mistakes.ts'

/** An expression, with each mistake shown below its place. */
export function ExpressionField({
  label,
  hint,
  value,
  mistakes,
  change,
}: {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly mistakes: readonly RuleMistake[]
  readonly change: (value: string) => void
}) {
  return (
    <div className="stack">
      <Field
        label={label}
        hint={hint}
        problem={
          mistakes.length === 0
            ? undefined
            : mistakes
                .map(({ line, column, sentence }) =>
                  line === undefined ? sentence : `Line ${line}, column ${column}: ${sentence}`,
                )
                .join(' ')
        }
      >
        {(props) => (
          <textarea
            {...props}
            className="code"
            rows={3}
            spellCheck={false}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </Field>
      {mistakes.map((mistake, index) => {
        const place = placeOf(value, mistake)
        return (
          place !== undefined && (
            <pre key={index} className="scroll-x expression-place" aria-hidden="true">
              {place.text}
              {'\n'}
              {place.before}
              <strong>^</strong>
            </pre>
          )
        )
      })}
    </div>
  )
}
