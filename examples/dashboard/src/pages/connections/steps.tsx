/** Steps of connecting a tracker, in their order. */
export const STEPS = ['Plugin, settings and secrets', 'Test', 'Choose what is read', 'First sync'] as const

/** How far somebody has come: the steps before `at` are done. Counted from 0. */
export function Steps({ at }: { readonly at: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {STEPS.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined}>
          {index + 1}. {name}
          {index < at && (
            <>
              <span aria-hidden="true"> ✓</span>
              <span className="visually-hidden">, done</span>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
